/*
 * Loaded into the bot and its workers by NODE_OPTIONS: the end-to-end encryption can't be loaded, as in an image
 * without the native package of its platform.
 */
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('@snazzah/davey')) throw new Error(`Cannot find module ${specifier}`);
    return next(specifier, context);
  },
});
