import { z } from 'zod';

/*
 * Shapes for JSON that nobody promised. Each gives undefined, or an empty list, for what it can't read, so that one odd
 * field costs nobody the rest of an answer. PHP writes an empty object as [], a list with gaps as an object, and any
 * number as a string.
 */

/** Text that says something. */
export const word = z.string().min(1).optional().catch(undefined);

/** A finite number, also written as a string: "0", "100.00". */
export const number = z
  .union([z.number(), z.string().trim().min(1).transform(Number).pipe(z.number())])
  .optional()
  .catch(undefined);

/** true, 1, "1", "true" and their opposites. */
export const flag = z
  .union([
    z.literal([true, 1, '1', 'true']).transform(() => true),
    z.literal([false, 0, '0', 'false']).transform(() => false),
  ])
  .optional()
  .catch(undefined);

/** An array's items, or an object's values; without those that can't be read. */
export function listOf<T>(item: z.ZodType<T>) {
  return z
    .union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform(Object.values)])
    .catch([])
    .transform((items) =>
      items.flatMap((each: unknown) => {
        const read = item.safeParse(each);
        return read.success ? [read.data] : [];
      }),
    );
}

/** An object with these fields, all of which may be missing, as may the object. */
export function partOf<Shape extends z.ZodRawShape>(shape: Shape) {
  const fields = z.object(shape);
  return z.record(z.string(), z.unknown()).catch({}).pipe(fields);
}

/** An object, also when it is wrapped as `{ data: … }`. */
export function wrapped<Shape extends z.ZodRawShape>(shape: Shape) {
  const fields = z.object(shape);
  return z.union([z.object({ data: fields }).transform(({ data }) => data), fields]);
}

/** Undefined when the text is no JSON. A mark of byte order before it is none of it (RFC 8259, 8.1). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\u{FEFF}/u, '')) as unknown;
  } catch {
    return undefined;
  }
}
