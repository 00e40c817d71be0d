import { join } from 'node:path';

const packages = join(import.meta.dirname, '..', '..');

/** Makes Node.js read the sources of the workspace packages. */
export const sourceLoader = `import { registerHooks } from 'node:module';
registerHooks({ resolve(name, context, next) { const own = /^@artemis\\/(core|process)$/.exec(name); return own ? { url: 'file://${packages}/' + own[1] + '/src/index.ts', shortCircuit: true } : next(name, context); } });
`;
