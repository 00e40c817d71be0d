import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scriptedModelServer } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { GitHubLog } from '../../src/github/github-log.ts';
import { line } from '../../src/terminal/line.ts';
import { modelAt, nodeProject, wrongAnswer } from '../support/answers.ts';
import { artemis } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

it('groups the attempts, names failed tests as errors, and writes the summary of the step', async () => {
  await using model = await scriptedModelServer([wrongAnswer]);
  await home.write({ ...nodeProject, 'summary.md': '# before\n' });
  const summary = join(home.folder, 'summary.md');
  const env = { ...modelAt(model.baseUrl), GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, ARTEMIS_MAX_ATTEMPTS: '2' };

  const { code, stdout, stderr } = await artemis(home, ['run', 'add'], { env });

  const commands = stderr.split('\n').filter((text) => text.startsWith('::'));
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(commands.filter((text) => /^::(?:end)?group/.test(text))).toEqual([
    '::group::Attempt 1',
    '::endgroup::',
    '::group::Attempt 2',
    '::endgroup::',
  ]);
  expect(commands).toContainEqual(expect.stringMatching(/^::error (?:file=[^,]+,)?title=Test failed::.*adds$/));
  expect(commands.at(-1)).toMatch(/^::error title=Artemis%3A not accepted::/);
  expect(await readFile(summary, 'utf8')).toMatch(
    /^# before\n### Artemis: failed\n[^]*\| Gate \| failed, 0 passed, 1 failed \|[^]*src\/add\.js/,
  );
});

it('says nothing to GitHub elsewhere', async () => {
  const { stderr } = await artemis(home, ['run', 'add'], { env: { GITHUB_ACTIONS: 'false' } });

  expect(stderr).not.toContain('::');
});

it('lets no foreign text become a command', () => {
  const texts = ['::add-mask::x', '  ::error::x', 'a ##[command]x', 'a::b'].map((text) => GitHubLog.harmless(line(text)).text);

  expect(texts).toEqual([': :add-mask::x', '  : :error::x', 'a # #[command]x', 'a::b']);
});

it('goes on when the summary cannot be written', async () => {
  await using model = await scriptedModelServer(['{}']);
  const env = { ...modelAt(model.baseUrl), GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: home.folder };

  const { code, stderr } = await artemis(home, ['run', 'add', '--profile', 'minimal'], { env });

  expect(code).toBe(76);
  expect(stderr).toContain('summary of this step could not be written');
});
