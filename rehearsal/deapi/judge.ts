import { endpoints } from './facts.ts';
import type { EndpointFact, FieldFact } from './facts.ts';
import { FieldRules } from './field-rules.ts';
import type { DeapiRequest } from './requests.ts';

/** A request held against the table of facts. */
export interface Judgement {
  /** Rules by which the service refuses; further ones can be added. */
  readonly rules: FieldRules;
  /** Things that pass, though no client should do them. */
  readonly strange: readonly string[];
}

/** Judges by the facts of the endpoint alone, whatever its models limit further. */
export function judge(request: DeapiRequest, endpoint: EndpointFact): Judgement {
  const rules = new FieldRules(request, Object.keys(endpoint.fields));
  const { oneOf, isExclusive = false } = endpoint;
  for (const [field, fact] of Object.entries(endpoint.fields)) {
    judgeField(rules, field, fact, request.fields['mode'] ?? 'custom_voice');
  }
  if (oneOf) rules.oneOf(oneOf, isExclusive);
  return { rules, strange: strangenessOf(request, endpoint) };
}

/** Everything in which a request differs from the facts; of one to no endpoint of the table, that. Empty in a good run. */
export function faultsOf(request: DeapiRequest): string[] {
  const endpoint = endpointOf(request);
  if (!endpoint) return [`${request.method} ${request.path} is no endpoint`];
  const { rules, strange } = judge(request, endpoint);
  const isMisread = endpoint.encoding !== undefined && request.encoding !== endpoint.encoding;
  return [
    ...(isMisread ? [`Not ${endpoint.encoding} in ${request.route} of ${endpoint.api}`] : []),
    ...Object.values(rules.errors).flat(),
    ...strange,
  ];
}

/** The endpoint that was asked, whichever fields were sent. */
export function endpointOf({ method, path }: DeapiRequest): EndpointFact | undefined {
  const { pathname } = new URL(path, 'http://loopback');
  return endpoints.find((each) => each.method === method && patternOf(each).test(pathname));
}

/** The paths of the endpoint; the id of a job is the first group. */
export function patternOf({ path }: EndpointFact): RegExp {
  return new RegExp(`^${path.replace('{id}', '([^/]+)')}$`, 'u');
}

function judgeField(rules: FieldRules, field: string, fact: FieldFact, mode: string): void {
  if (fact.required) rules.required(field);
  if (fact.requiredFor === mode) rules.requiredWhen(field, 'mode', mode);
  rules.type(field, fact.type);
  if (fact.values) rules.among(field, fact.values);
  if (fact.isHttps) rules.https(field);
  rules.length(field, {
    ...(fact.minChars !== undefined && { min: fact.minChars }),
    ...(fact.maxChars !== undefined && { max: fact.maxChars }),
  });
  if (fact.maxBytes !== undefined) rules.size(field, fact.maxBytes);
  if (fact.needs !== undefined) rules.requiredBeside(fact.needs, field);
}

function strangenessOf(
  { path, route, api, fields, files }: DeapiRequest,
  endpoint: EndpointFact,
): string[] {
  const sent = [...Object.keys(fields), ...Object.keys(files)];
  const asked = [...new URL(path, 'http://loopback').searchParams.keys()];
  return [
    ...sent
      .filter((name) => !(name in endpoint.fields))
      .map((name) => `Unknown field ${name} in ${route} of ${api}`),
    ...asked
      .filter((name) => !(name in endpoint.query))
      .map((name) => `Unknown parameter ${name} in ${route} of ${api}`),
  ];
}
