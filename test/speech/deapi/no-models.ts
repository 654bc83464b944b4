import { DeapiCatalogue } from '#speech/deapi/catalogue.ts';

/** A catalogue of a service that lists nothing. */
export const noModels = (
  clock: ConstructorParameters<typeof DeapiCatalogue>[0]['clock'],
): DeapiCatalogue =>
  new DeapiCatalogue({
    page: async () => ({ data: [] }),
    clock,
    maxAgeMs: Infinity,
    onTrouble: () => undefined,
  });
