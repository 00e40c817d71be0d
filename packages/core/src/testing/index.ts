export { FakeClock } from './fake-clock.ts';
export { faultyFileSystem, type Fault, type FaultEffect, type FaultyFileSystem, type FileOperation } from './faulty-file-system.ts';
export { checkPluginContract, type PluginContractOptions } from './plugin-contract.ts';
export type { ContractRule, ContractViolation } from './contract-violation.ts';
export { scripted, type Scripted } from './scripted.ts';
export { seededRandom } from './seeded-random.ts';
export { scriptedLlm, scriptedVendor, type ScriptedAnswer, type ScriptedLlm } from './scripted-llm.ts';
