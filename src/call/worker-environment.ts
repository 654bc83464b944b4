/**
 * The variables of the bot's environment that a voice worker needs, and why. No worker ever sees what else an operator
 * keeps there (tokens, keys, passwords of a database).
 */
const needed: readonly (string | RegExp)[] = [
  // Programs, libraries and folders that Node and its native packages look for.
  'PATH',
  'HOME',
  'NODE_PATH',
  /^(LD|DYLD)_/,
  /^NAPI_RS_/,
  /^(TMPDIR|TMP|TEMP)$/i,
  /^SystemRoot$/i,
  // Certificates and proxies on the way to Discord's voice servers.
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_SYSTEM_CA',
  'NODE_USE_ENV_PROXY',
  /^(SSL_CERT_(FILE|DIR)|OPENSSL_CONF)$/,
  /^(https?|all|no)_proxy$/i,
  'RES_OPTIONS',
  // How Node runs: its options, and what it keeps or measures.
  'NODE_OPTIONS',
  'NODE_COMPILE_CACHE',
  'NODE_COMPILE_CACHE_PORTABLE',
  'NODE_DISABLE_COMPILE_CACHE',
  'NODE_ICU_DATA',
  'NODE_NO_WARNINGS',
  'NODE_V8_COVERAGE',
  /^(UV|MALLOC)_/,
  // The language and the zone of what is logged.
  'TZ',
  'LANG',
  /^LC_/,
];

/** The part of an environment that voice workers get. */
export function workerEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isNeeded = (name: string): boolean =>
    needed.some((rule) => (typeof rule === 'string' ? rule === name : rule.test(name)));
  return Object.fromEntries(Object.entries(environment).filter(([name]) => isNeeded(name)));
}
