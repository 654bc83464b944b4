import { dirname, join, normalize } from 'node:path/posix';

/** A page in Markdown, by its path from the root of the project. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** The files that pages may lead to, by paths from the root of the project. */
export interface House {
  exists(path: string): boolean;
  textOf(path: string): string;
}

const fences = /^ *```[\s\S]*?^ *```$/gm;
const links = /(?<!!)\[((?:`[^`]*`|[^[\]])+)\]\(([^()\s]+)\)/g;
const codeSpans = /(?<!`)`([^`\n]+)`(?!`)/g;
/** Names of things in code: `Call.join`, `incomingOf`. */
const identifiers = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;
const fileNames = /^[\w.@/-]+\.(?:c?js|json|md|ts|yml)$/;
const folderNames = /^(?:\.{0,2}\/)?[\w.@-]+(?:\/[\w.@-]+)*\/$/;

/** Every link of the page that leads nowhere in the project. */
export function brokenLinks({ path, text }: Page, house: House): readonly string[] {
  return [...text.replaceAll(fences, '').matchAll(links)]
    .filter(([, , target = '']) => !/^[a-z]+:/.test(target))
    .flatMap(([link, label = '', target = '']) => {
      const [file = '', anchor] = target.split('#');
      const to = file === '' ? path : normalize(join(dirname(path), file));
      if (!house.exists(to)) return [`${path}: ${link} leads to no file`];
      if (anchor !== undefined && !anchorsOf(house.textOf(to)).has(anchor))
        return [`${path}: ${link} leads to no heading`];
      return isTrue(label, to, house) ? [] : [`${path}: ${link} names what isn't in that file`];
    });
}

/** Every path in backticks that isn't there, seen from the page or from the root. `elsewhere`: what isn't the project's. */
export function missingPaths(
  { path, text }: Page,
  house: House,
  elsewhere: ReadonlySet<string> = new Set(),
): readonly string[] {
  return [...text.replaceAll(fences, '').replaceAll(links, '').matchAll(codeSpans)]
    .map(([, code = '']) => code)
    .filter((code) => fileNames.test(code) || folderNames.test(code) || isBelowRoot(code, house))
    .filter((code) => !elsewhere.has(code))
    .filter((code) => ![code, join(dirname(path), code)].some((each) => house.exists(each)))
    .map((code) => `${path}: \`${code}\` is not there`);
}

/** A link that is called like a file leads to that file, and one that is called like a thing in code to where it stands. */
function isTrue(label: string, to: string, house: House): boolean {
  const code = /^`([^`]+)`$/.exec(label)?.[1];
  if (code === undefined) return true;
  if (fileNames.test(code)) return `/${to}`.endsWith(`/${code.replace(/^(?:\.{0,2}\/)+/, '')}`);
  if (!identifiers.test(code) || !/\.[jt]s$/.test(to)) return true;
  const source = house.textOf(to);
  return code.split('.').every((name) => hasWord(source, name));
}

function hasWord(source: string, name: string): boolean {
  return new RegExp(String.raw`(?<![\w$])#?${name.replaceAll('$', String.raw`\$`)}(?![\w$])`).test(
    source,
  );
}

/** `bench/limits` and `.ci/run` are paths, `audio/ogg` and `and/or` aren't. */
function isBelowRoot(code: string, house: House): boolean {
  const [top = '', ...rest] = code.split('/');
  return rest.length > 0 && /^[\w./@-]+$/.test(code) && top !== '' && house.exists(top);
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.replaceAll(fences, '').matchAll(/^#+ (.+)$/gm)];
  return new Set(
    headings.map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
