// Started by kill.test.ts in a process of its own: applies the patch of 20 files and is killed while the nth call of the disk is under way.
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { faultyFileSystem } from '../../src/testing/faulty-file-system.ts';
import { Workspace } from '../../src/workspace/workspace.ts';
import { twentyFiles } from './twenty-files.ts';

const [root = '', stateDir = '', nth = ''] = process.argv.slice(2);
const dieSoon = (): void => void setImmediate(() => process.kill(process.pid, 'SIGKILL'));
const disk = faultyFileSystem(nodeFileSystem, [{ on: 'any', nth: Number(nth), before: dieSoon }]);
const workspace = await Workspace.open({ root, stateDir, fileSystem: disk.fileSystem });
await workspace.apply(twentyFiles);
process.stdout.write(String(disk.calls));
