type Schema = Readonly<Record<string, unknown>>;

/**
 * The part of a foreign schema that can be checked at a bounded price: what type a value has and what it consists of. Patterns can
 * take for ever on a text made for it, references can grow without end, and uniqueness costs the square of a list. What is left out
 * asks for nothing, so a value is never called wrong for it.
 */
export function plainSchema(schema: unknown): Schema | boolean {
  if (!isSchema(schema)) return true;
  const plain: Record<string, unknown> = {};
  for (const key of ['type', 'enum', 'const', 'required'] as const) if (Object.hasOwn(schema, key)) plain[key] = schema[key];
  if (isSchema(schema['properties'])) plain['properties'] = mapped(schema['properties']);
  if (isSchema(schema['items'])) plain['items'] = plainSchema(schema['items']);
  if (Array.isArray(schema['allOf'])) plain['allOf'] = schema['allOf'].map(plainSchema);
  // Without its patterns one branch of `oneOf` looks like another: that one of them fits is all that can be asked.
  const branches = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(branches)) plain['anyOf'] = branches.map(plainSchema);
  return plain;
}

const mapped = (schemas: Schema): Schema => Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, plainSchema(schema)]));

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);
