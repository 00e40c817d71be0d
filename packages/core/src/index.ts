// Artemis itself
export { Artemis } from './artemis.ts';
export type { ArtemisOptions } from './artemis-options.ts';
export { MinimalArtemis, type MinimalArtemisOptions, type MinimalResult } from './minimal-artemis.ts';
export type { ExecuteOptions, ResumeOptions } from './executor/execute-task.ts';
export type { ChangeReview, ChangeToReview } from './executor/review-change.ts';

// Tasks and what comes of them
export type { Task, TaskLimits, TaskTeam } from './task/task.ts';
export type { Plan, PlanStep } from './task/plan.ts';
export type { ContextItem } from './task/context-item.ts';
export type { AppliedChange, AppliedPatch, FileChange, Patch } from './task/patch.ts';
export type { BuildReport, Evidence, GateStatus, TestCase } from './task/build-report.ts';
export type { CheckRemark, CheckReport } from './task/check-report.ts';
export type { Finding, ReviewReport } from './task/review-report.ts';
export type { ChangedFile, Cost, RunFailure, RunResult, RunStatus, Served } from './task/run-result.ts';
export type { Degradation, Outcome, Rung, ServedBy } from './task/outcome.ts';

// Events
export type { RunEvent, StageName } from './task/run-event.ts';
export type { EventStamp, StampedEvent } from './events/stamped-event.ts';
export { EventStream } from './events/event-stream.ts';
export { fromWire, toWire } from './events/wire.ts';

// Capabilities
export type { Capabilities, CapabilityName, OptionalCapability } from './capability/capabilities.ts';
export type {
  AskModel,
  Llm,
  LlmAnswer,
  LlmCall,
  LlmMessage,
  LlmRequest,
  LlmUsage,
  ModelPrice,
  ToolCall,
  ToolDefinition,
} from './capability/llm.ts';
export type { AcceptedSolution, ContextQuery, ContextRetriever, Provenance } from './capability/rag.ts';
export type { CodeGraph, EndedRun } from './capability/kg.ts';
export type { Planner, PlanRequest } from './capability/reasoning.ts';
export type { BuildBaseline, Builder, CheckRequest, LockedPath, TestLock, VerifyRequest } from './capability/build.ts';
export type { Reviewer, ReviewRequest } from './capability/review.ts';
export type { BranchOptions, Developer, DeveloperEvent, DevelopRequest, Feedback, ProjectView } from './capability/supervision.ts';
export type { AbsentTools, ListTools, OfferedTool, Tool, ToolList, ToolResult, ToolSource } from './capability/mcp.ts';

// Plugins and components
export { definePlugin } from './plugin/define-plugin.ts';
export { pluginApiVersion, type ModelSettings, type Plugin, type PluginHost } from './plugin/plugin.ts';
export type { PluginReport } from './plugin/plugin-report.ts';
export type { ConfiguredPlugin, PluginSource } from './plugin/plugin-source.ts';
export type { Component, Implementation } from './component/component.ts';
export { ComponentRegistry, type Floors, type RegisteredComponent, type RegistryOptions } from './component/component-registry.ts';
export type { Floor } from './component/call-component.ts';
export type { ComponentHealth } from './component/check-components.ts';

// Resilience
export type { CallContext } from './resilience/call-context.ts';
export type { CircuitState } from './resilience/circuit-state.ts';
export { CircuitBreaker, type CircuitHold } from './resilience/circuit-breaker.ts';
export type { CircuitBreakerOptions } from './resilience/circuit-breaker-options.ts';
export type { CircuitSnapshot } from './resilience/circuit-snapshot.ts';
export type { CircuitTransition } from './resilience/circuit-transition.ts';
export { CircuitOpenError } from './resilience/circuit-open-error.ts';
export { AllFailedError } from './resilience/all-failed-error.ts';
export { Bulkhead, type BulkheadOptions } from './resilience/bulkhead.ts';
export { BulkheadFullError } from './resilience/bulkhead-full-error.ts';
export { InvalidOptionError } from './resilience/invalid-option-error.ts';
export { Deadline, type DeadlineOptions, type RootDeadlineOptions } from './resilience/deadline.ts';
export { DeadlineExceededError } from './resilience/deadline-exceeded-error.ts';
export { withDeadline, type WithDeadlineOptions } from './resilience/with-deadline.ts';
export { retry, type RetryNotice, type RetryOptions, type RetrySurroundings } from './resilience/retry.ts';
export { parseRetryAfter, type RetryAfter } from './resilience/retry-after.ts';
export { RetryBudget } from './resilience/retry-budget.ts';
export { sleep } from './resilience/sleep.ts';
export { HealthChecker, type HealthCheck, type HealthCheckerOptions } from './resilience/health-checker.ts';
export type { HealthFinding, HealthState, HealthStatus } from './resilience/health-status.ts';
export { DegradationManager, type Fallback, type FallbackRequest, type FallbackResult } from './resilience/degradation-manager.ts';

// Models
export { openAiModel, type OpenAiModelOptions } from './llm/openai-model.ts';
export { ModelError, type ModelErrorCode, type ModelErrorKind } from './llm/failure/model-error.ts';
export type { AnswerCacheOptions } from './llm/answer/answer-cache.ts';
export type { CallLimits } from './llm/wire/call-limits.ts';
export type { ModelFallback } from './llm/fallback-policy.ts';
export { askStructured, type StructuredAnswer, type StructuredQuestion } from './llm/answer/structured-answer.ts';

// For plugins that bring a further vendor of models
export { AnswerBody, type BodyForm } from './llm/wire/answer-body.ts';
export { badAnswer, type BadAnswerReason } from './llm/failure/bad-answer.ts';
export { defaultCallLimits } from './llm/wire/call-limits.ts';
export type { CallWatch } from './llm/wire/call-watch.ts';
export { classifyErrorAnswer, classifyModelError, type ErrorAnswer } from './llm/failure/classify-model-error.ts';
export { ModelEndpoint } from './llm/wire/model-endpoint.ts';
export { RequestMark } from './llm/wire/request-mark.ts';
export type { ModelOrigin } from './llm/failure/model-origin.ts';
export { modelBreaker, modelRetry } from './llm/model-policy.ts';
export { RepetitionDetector } from './llm/answer/repetition-detector.ts';
export { watchModelCall, type WatchedCall } from './llm/wire/watch-model-call.ts';

// Developers, for plugins that let several of them work
export { agentDeveloper, createAgentDeveloper, type AgentOptions } from './developer/agent-developer.ts';
export { oneShotDeveloper } from './developer/one-shot-developer.ts';
export { singleDeveloper } from './developer/single-developer.ts';

// Flags and metrics
export { FeatureFlags } from './flags/feature-flags.ts';
export type { FlagDetails } from './flags/flag-details.ts';
export { flagDefinitions, flagNames, flagOf, optionalCapabilities, type FlagName } from './flags/flag-definitions.ts';
export { flagsByKey } from './flags/flag-names.ts';
export { flagsFromComponents } from './flags/flags-from-components.ts';
export { nearestName } from './flags/nearest-name.ts';
export { MetricsCollector, type MetricsOptions } from './metrics/metrics-collector.ts';
export type { MetricsDocument } from './metrics/metrics-document.ts';

// Runs and the workspace
export { RunStore, type StoredRun } from './journal/run-store.ts';
export { OldRuns, type OldRunsOptions } from './journal/old-runs.ts';
export type { PastRun, Retention, RetentionPlan } from './journal/retention.ts';
export { changedFile } from './executor/changed-file.ts';
export { explainRun, type CausalChain, type ChainLink, type Explanation, type StageCost } from './journal/explain-run.ts';
export { verifyRun, type FileEvidence, type VerifiedRun } from './journal/verify-run.ts';
export { Workspace, type ApplyReport, type WorkspaceOptions } from './workspace/workspace.ts';
export type { WritePolicy } from './workspace/guard/write-policy.ts';
export type { RefusedChange } from './workspace/transaction/plan-patch.ts';
export type { Recovery } from './workspace/transaction/recover.ts';
export type { ProjectWalk } from './workspace/disk/walk-project.ts';
export { undo, type UndoOptions, type UndoReport } from './workspace/undo.ts';
export { readAccessOf } from './workspace/guard/read-access.ts';
export { writeFileAtomic, type AtomicWriteOptions, type AtomicWriteReport } from './workspace/disk/atomic-file.ts';

// Errors
export { ArtemisError, type ArtemisErrorOptions, type ErrorCodeName } from './errors/artemis-error.ts';
export { errorCodes, type ErrorCode, type ErrorCodeEntry } from './errors/error-codes.ts';
export { exitCodeOf } from './errors/exit-code-of.ts';
export { exitCodes, type ExitCode } from './errors/exit-codes.ts';
export { RunBlockedError } from './errors/run-blocked-error.ts';
export { RunRefusedError } from './errors/run-refused-error.ts';
export { describeFailure } from './errors/describe-failure.ts';
export { Redactor } from './errors/redact.ts';
export { sanitizeLine, sanitizeText } from './errors/sanitize-text.ts';

// Ports
export type { Clock, Timer } from './ports/clock.ts';
export { systemClock } from './ports/system-clock.ts';
export { systemFetch, type Fetch } from './ports/system-fetch.ts';
export type { Random } from './ports/random.ts';
export { systemRandom } from './ports/system-random.ts';
export type { FileSystem } from './ports/file-system.ts';
export { makeFolder } from './ports/make-folder.ts';
export { nodeFileSystem } from './ports/node-file-system.ts';
export { silentLogger, type Logger } from './ports/logger.ts';
export type { LockHolder, ProcessLock, ProcessLocks } from './ports/process-lock.ts';
export { systemLocks } from './ports/system-locks.ts';
