export { canaries, type Canary } from './canaries.ts';
export { faultServer, type FaultServer, type FaultServerOptions } from './fault-server.ts';
export { isInstalled, missing } from './installed.ts';
export { asOrdinaryUser, isRoot, nobody } from './ordinary-user.ts';
export * as replies from './replies.ts';
export type { ReceivedRequest, Reply } from './reply.ts';
export {
  scriptedModelServer,
  type ModelReply,
  type ModelRequest,
  type ScriptedError,
  type ScriptedModelServer,
  type ScriptLine,
} from './scripted-model-server.ts';
export { sourceLoader } from './source-loader.ts';
export { survivors } from './survivors.ts';
export { answerBody, answerEvents, eventLine, streamChunk, type ScriptedToolCall, type WireAnswer } from './wire-format.ts';
