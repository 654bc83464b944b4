import type { EndpointFact } from './facts.ts';
import type { FieldRules } from './field-rules.ts';
import type { DeapiRequest } from './requests.ts';

/** A request to an endpoint of the table, held against its facts: what its models demand comes on top. */
export interface Asked {
  readonly request: DeapiRequest;
  readonly endpoint: EndpointFact;
  readonly rules: FieldRules;
}
