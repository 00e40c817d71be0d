import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readListing } from '../../src/tools/listed-tool.ts';
import { plainSchema } from '../../src/tools/plain-schema.ts';
import { resultText } from '../../src/tools/result-text.ts';
import { loadSchemaChecks } from '../../src/tools/schema-checks.ts';
import { toolName } from '../../src/tools/tool-name.ts';

const checks = await loadSchemaChecks();
const object = { type: 'object' };
const listed = (tool: object) => readListing([{ name: 'one', inputSchema: object, ...tool }], checks.isSchema);

describe('toolName', () => {
  it('is plain where it can be', () => {
    expect(toolName('memory', 'read_graph')).toBe('mcp__memory__read_graph');
  });

  it('is one that every vendor accepts, never that of a built-in tool, and different for different tools', () => {
    const name = fc.oneof(fc.string(), fc.stringMatching(/^[a-z_]{0,4}$/), fc.stringMatching(/^[a-zA-Z0-9_-]{50,90}$/));
    fc.assert(
      fc.property(name, name, name, name, (a, b, c, d) => {
        expect(toolName(a, b)).toMatch(/^mcp__[a-zA-Z0-9_-]{1,59}$/);
        fc.pre(a !== c || b !== d);
        expect(toolName(a, b)).not.toBe(toolName(c, d));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['a__b', 'c', 'a', 'b__c'],
    ['a', '_b', 'a_', 'b'],
    ['a.b', 'c', 'a_b', 'c'],
  ])('keeps %s and %s apart from %s and %s', (a, b, c, d) => {
    expect(toolName(a, b)).not.toBe(toolName(c, d));
  });
});

describe('readListing', () => {
  it('hashes everything a server says of a tool, in whatever order', () => {
    const hash = (tool: object): string | undefined => listed(tool).tools[0]?.hash;
    const base = hash({ description: 'a', inputSchema: { type: 'object', properties: { x: {}, y: {} } } });
    expect(hash({ inputSchema: { properties: { y: {}, x: {} }, type: 'object' }, description: 'a' })).toBe(base);
    for (const change of [{ description: 'b' }, { title: 't' }, { annotations: { readOnlyHint: true } }, { outputSchema: object }]) {
      expect(hash({ description: 'a', inputSchema: { type: 'object', properties: { x: {}, y: {} } }, ...change })).not.toBe(base);
    }
  });

  it.each([
    [{ name: '' }, 'its name is empty'],
    [{ name: ' ' }, 'its name is empty'],
    [{ inputSchema: { type: 'string' } }, 'its schema is none for arguments'],
    [{ inputSchema: { type: 'object', properties: { a: { type: 'nonsense' } } } }, 'its schema is none for arguments'],
    [{ inputSchema: { type: 'object', description: 'x'.repeat(17_000) } }, 'its schema is too large'],
  ])('leaves out %o', (tool, problem) => {
    expect(listed(tool)).toMatchObject({ tools: [], left: [expect.stringContaining(problem)] });
  });

  it('leaves out what comes twice or is too much', () => {
    const many = Array.from({ length: 200 }, (_, index) => ({ name: `tool${index % 150}`, inputSchema: object }));
    const { tools, left } = readListing(many, checks.isSchema);
    expect(tools).toHaveLength(128);
    expect(left).toHaveLength(72);
  });

  it('takes out of a description what reorders, hides or controls', () => {
    expect(listed({ description: 'a\u001B[2Jb\u202Ec\u200Bd' }).tools[0]?.description).toBe('abcd');
  });
});

describe('S21: what hides in a schema', () => {
  const schema = (more: object): object => ({ inputSchema: { type: 'object', properties: { a: { type: 'string', ...more } } } });

  it('is taken out of its texts', () => {
    const [tool] = listed(schema({ description: 'a\u202Eb\u200B\u001B[2Jc', enum: ['x\u2066'] })).tools;
    expect(tool?.inputSchema).toEqual({ type: 'object', properties: { a: { type: 'string', description: 'abc', enum: ['x'] } } });
  });

  it.each(['a\u200Bb', 'a\u202Eb', 'a\u001B[31mb', 'a\nb'])('in its own name costs the tool: %j', (name) => {
    const { tools, left } = readListing([{ name, inputSchema: object }], checks.isSchema);
    expect(tools).toEqual([]);
    expect(left).toEqual([expect.stringMatching(/^a ?b: its name hides or reorders text$/)]);
  });

  it.each(['a\u200Bb', 'a\u202Eb', 'a\u001Bb', 'a\rb'])('in its names costs the tool: %j', (name) => {
    const { tools, left } = listed({ inputSchema: { type: 'object', properties: { [name]: { type: 'string' } } } });
    expect({ tools, left }).toEqual({ tools: [], left: ['one: its schema has names that hide or reorder text'] });
  });
});

describe('schema checks', () => {
  it('find what does not fit', () => {
    const schema = {
      type: 'object',
      properties: { count: { type: 'number' }, list: { type: 'array', items: { type: 'string' } } },
      required: ['count'],
    };
    expect(checks.misfit(schema, { count: 1, list: ['a'] })).toBeNull();
    expect(checks.misfit(schema, { count: 'x' })).toContain('count');
    expect(checks.misfit(schema, { count: 1, list: [1] })).toContain('list');
    expect(checks.misfit(schema, {})).toContain('count');
  });

  it('cost little for a schema made to cost much', () => {
    const patterns = { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } };
    expect(checks.misfit(patterns, { a: `${'a'.repeat(50)}!` })).toBeNull();
    const definitions: Record<string, unknown> = { d0: { type: 'string' } };
    for (let depth = 1; depth < 200; depth++)
      definitions[`d${depth}`] = { allOf: [{ $ref: `#/$defs/d${depth - 1}` }, { $ref: `#/$defs/d${depth - 1}` }] };
    expect(checks.misfit({ $ref: '#/$defs/d199', $defs: definitions }, 'x')).toBeNull();
    expect(
      checks.misfit(
        { type: 'array', uniqueItems: true },
        Array.from({ length: 5_000 }, (_, index) => index),
      ),
    ).toBeNull();
  });

  it('call no value wrong that the whole schema takes', () => {
    expect(plainSchema({ oneOf: [{ pattern: 'a' }, { pattern: 'b' }], not: { pattern: 'c' }, additionalProperties: false })).toEqual({
      anyOf: [{}, {}],
    });
    expect(plainSchema(true)).toBe(true);
  });

  it('have a word for whatever a server sends', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (schema, data) => {
        expect(typeof checks.isSchema(schema)).toBe('boolean');
        const known = typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? (schema as Record<string, unknown>) : {};
        const complaint = checks.isSchema(known) ? checks.misfit(known, data) : null;
        expect(complaint === null || complaint.length > 0).toBe(true);
      }),
    );
  });
});

describe('resultText', () => {
  const fits = () => null;

  it('J13: cuts a long text in its middle, and says how much is missing', () => {
    const { text } = resultText({ content: [{ type: 'text', text: `begin${'x'.repeat(2_000_000)}end` }] }, fits);
    expect(text).toMatch(/^begin[^]*\[1936008 characters left out\][^]*end$/);
  });

  it('puts a mark in the place of what is no text', () => {
    const { text } = resultText(
      {
        content: [
          { type: 'audio', data: 'AAAA', mimeType: 'audio/wav' },
          { type: 'resource', resource: { uri: 'file:///a', text: 'inside' } },
          { type: 'resource', resource: { uri: 'file:///b', blob: 'AAAA' } },
          { type: 'resource_link', uri: 'file:///c', name: 'c' },
        ],
      },
      fits,
    );
    expect(text.split('\n')).toEqual([
      '[audio of 3 bytes left out: audio/wav]',
      'file:///a:',
      'inside',
      '[file:///b of 3 bytes left out: data]',
      '[link to file:///c: c]',
    ]);
  });

  it('shows structured data where there is no text, and says when it is not what was promised', () => {
    expect(resultText({ content: [], structuredContent: { a: 1 } }, fits).text).toBe('{"a":1}');
    expect(resultText({ content: [], structuredContent: { a: 1 } }, () => 'a is no text').text).toContain(
      'not what the server promised: a is no text',
    );
  });

  it('hands on what the server calls an error as one', () => {
    expect(resultText({ content: [{ type: 'text', text: 'no' }], isError: true }, fits)).toEqual({ ok: false, text: 'no' });
  });

  it('C09: lets no control sequence through', () => {
    expect(resultText({ content: [{ type: 'text', text: '\u001B]52;c;AAAA\u0007ok' }] }, fits).text).toBe('ok');
  });
});
