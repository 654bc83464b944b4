/** An option, changed as asked. */
export const option = (over: object = {}): object => ({
  type: 3,
  name: 'text',
  description: 'd',
  ...over,
});
/** A slash command, changed as asked. */
export const command = (over: object = {}): object => ({ name: 'say', description: 'd', ...over });
/** As many of something. */
export const many = (count: number, make: (index: number) => object): object[] =>
  Array.from({ length: count }, (_, index) => make(index));
