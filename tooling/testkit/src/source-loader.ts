import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

/** A module for `node --import` that makes Node.js read the sources of the workspace packages, as tests do. */
export const sourceLoader = `import { registerHooks } from 'node:module';
const own = (name) => name.startsWith('tooling-') ? 'tooling/' + name.slice('tooling-'.length) : 'packages/' + name;
registerHooks({
  resolve(name, context, next) {
    const [, bare, testing = ''] = /^@artemis\\/([^/]+)(\\/testing)?$/.exec(name) ?? [];
    return bare ? { url: 'file://${root}/' + own(bare) + '/src' + testing + '/index.ts', shortCircuit: true } : next(name, context);
  },
});
`;
