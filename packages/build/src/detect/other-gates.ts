import type { Gate, GateStep } from './gate.ts';
import type { Folder } from './project-tree.ts';

/** Configure, build and test, in a build folder of the gate's own. */
export const cmakeSteps: readonly GateStep[] = [
  { argv: ['cmake', '-S', '.', '-B', '.artemis-build'], kind: 'build' },
  { argv: ['cmake', '--build', '.artemis-build'], kind: 'build' },
  { argv: ['ctest', '--test-dir', '.artemis-build', '--output-on-failure'], runner: 'ctest', kind: 'test' },
];

/** RSpec where there are specs, else rake. */
export function rakeGate(folder: Folder): Gate | null {
  const bundle = folder.has('Gemfile.lock') ? ['bundle', 'exec'] : [];
  const tool = folder.has('Gemfile') ? 'bundler' : 'rake';
  if (folder.has('.rspec') || folder.below().some((path) => /^spec\/.*_spec\.rb$/.test(path))) {
    return { tool, dir: folder.dir, steps: [{ argv: [...bundle, 'rspec'], runner: 'rspec', kind: 'test' }], doubts: [] };
  }
  const rakefile = folder.text('Rakefile') ?? folder.text('rakefile');
  if (rakefile === null) return null;
  const task = /TestTask|task\s+:?["']?test\b/.test(rakefile) ? ['test'] : [];
  return { tool, dir: folder.dir, steps: [{ argv: [...bundle, 'rake', ...task], runner: 'minitest', kind: 'test' }], doubts: [] };
}

/** PHPUnit where it is configured or there are tests for it. */
export function composerGate(folder: Folder): Gate | null {
  const configured = folder.has('phpunit.xml') || folder.has('phpunit.xml.dist') || /phpunit/.test(folder.text('composer.json') ?? '');
  if (!configured && !folder.below().some((path) => /^tests?\/.*Test\.php$/.test(path))) return null;
  const program = folder.has('vendor/bin/phpunit') ? ['php', 'vendor/bin/phpunit'] : ['phpunit'];
  const target = folder.has('phpunit.xml') || folder.has('phpunit.xml.dist') ? [] : ['tests'];
  return { tool: 'composer', dir: folder.dir, steps: [{ argv: [...program, ...target], runner: 'phpunit', kind: 'test' }], doubts: [] };
}
