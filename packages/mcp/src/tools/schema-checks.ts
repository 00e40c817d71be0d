import { plainSchema } from './plain-schema.ts';

/** Looks at JSON Schemas that come from a server, and at data that should fit them. Hostile ones of both cost little. */
export interface SchemaChecks {
  /** Whether something is a schema by the rules, so that vendors of models take it. */
  readonly isSchema: (value: unknown) => boolean;
  /** What of `data` does not fit its schema; `null` when nothing does, or when it cannot be said at a bounded price. */
  readonly misfit: (schema: Readonly<Record<string, unknown>>, data: unknown) => string | null;
}

const mostCheckedChars = 32_000;

/** Loads what checks schemas; it comes with the client. */
export async function loadSchemaChecks(): Promise<SchemaChecks> {
  const [{ Ajv }, { CfWorkerJsonSchemaValidator }] = await Promise.all([
    import('@modelcontextprotocol/client/validators/ajv'),
    import('@modelcontextprotocol/client/validators/cf-worker'),
  ]);
  const rules = new Ajv({ strict: false, validateFormats: false });
  // It reads a schema as it goes; the other one would make code of it.
  const interpreter = new CfWorkerJsonSchemaValidator();
  return {
    isSchema: (value) => isRecord(value) && succeeds(() => rules.validateSchema(withoutDialect(value)) === true),
    misfit(schema, data) {
      if ((JSON.stringify(data) ?? '').length > mostCheckedChars) return null;
      const plain = plainSchema(schema);
      if (typeof plain === 'boolean') return null;
      const result = interpreter.getValidator(plain)(data);
      return result.valid ? null : result.errorMessage;
    },
  };
}

/** Newer dialects only add words, which the older rules pass over. */
const withoutDialect = ({ $schema: _dialect, ...schema }: Readonly<Record<string, unknown>>): object => schema;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function succeeds(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
