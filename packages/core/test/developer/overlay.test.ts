import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Overlay } from '../../src/developer/overlay.ts';
import { MemoryProject } from './agent-stage.ts';

const over = (files: Record<string, string> = {}): { readonly base: MemoryProject; readonly overlay: Overlay } => {
  const base = new MemoryProject(files);
  return { base, overlay: new Overlay(base, '/project') };
};

const path = fc.constantFrom('a', 'b', 'dir/c');
const action = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), path, content: fc.constantFrom('1', '2', '3') }),
  fc.record({ kind: fc.constant('delete' as const), path }),
  fc.record({ kind: fc.constant('save' as const) }),
);

describe('the overlay', () => {
  it('gives a patch that makes of the disk what it shows, however often work was saved in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(path, fc.constantFrom('1', '2')), fc.array(action, { maxLength: 12 }), async (files, actions) => {
        const { base, overlay } = over({ ...files });
        for (const one of actions) {
          if (one.kind === 'write') await overlay.write(one.path, one.content);
          if (one.kind === 'delete') await overlay.delete(one.path);
          if (one.kind !== 'save') continue;
          base.apply(overlay.patch(''));
          overlay.markWritten();
        }
        const shown = await Promise.all((await overlay.list()).map(async (name) => [name, await overlay.read(name)] as const));
        base.apply(overlay.patch(''));
        expect(Object.fromEntries(base.files)).toEqual(Object.fromEntries(shown));
      }),
    );
  });

  it('proposes nothing for a file that is as it was', async () => {
    const { overlay } = over({ a: '1' });
    await overlay.write('a', '2');
    await overlay.write('a', '1');
    await overlay.write('new', 'x');
    await overlay.delete('new');
    expect([overlay.isChanged, overlay.patch('').changes]).toEqual([false, []]);
  });

  it('takes back on the disk what was saved there', async () => {
    const { overlay } = over();
    await overlay.write('new', 'x');
    overlay.markWritten();
    await overlay.delete('new');
    expect(overlay.patch('').changes).toEqual([{ kind: 'delete', path: 'new' }]);
  });

  it.each(['a', './a', '/project/a', './/a'])('knows %s for the same file', async (name) => {
    const { overlay } = over({ a: '1' });
    await overlay.write(name, '2');
    expect(await overlay.read('a')).toBe('2');
  });

  it.each(['../a', '/etc/passwd', '/projects/a'])('refuses %s before anything is written', async (name) => {
    const { overlay } = over();
    await expect(overlay.write(name, 'x')).rejects.toMatchObject({ code: 'ARTEMIS_E_PATH_REFUSED' });
    expect(overlay.patch('').changes).toEqual([]);
  });
});
