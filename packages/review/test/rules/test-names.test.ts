import { describe, expect, it } from 'vitest';
import { countAssertions, testNames } from '../../src/rules/test-names.ts';

const names = (path: string, text: string): readonly string[] => testNames(path, text.split('\n'));

describe('testNames', () => {
  it.each([
    ['it(\'adds\', () => {});\ntest("subtracts", f);', ['adds', 'subtracts']],
    ["it.each([\n  ['a)', 1],\n  [`b(`, 2],\n])('%s is %i', (name) => {});", ['%s is %i']],
    ["it.each(Object.entries(cases))('%s', f);", ['%s']],
    ['test.each`\n  a | b\n  ${1} | ${2}\n`("adds $a", f);', ['adds $a']],
    ["it.skipIf(!server)('reads (needs a server)', f);", ['reads (needs a server)']],
    ["it.skip('later', f);\nxit('never', f);", ['later', 'never']],
    ['it(name, f);\nit(`${tool} works`, f);', ['name', '${tool} works']],
    ["submit('form');\nlatest('x');\nawait.it('y');\n// it('was', f)", []],
    ["it('", ['']],
  ])('%j', (text, expected) => {
    expect(names('a.test.ts', text)).toEqual(expected);
  });

  it.each([
    ['test_a.py', 'class A:\n    async def test_one(self):\n        pass\n', ['test_one']],
    ['a_test.go', 'func TestOne(t *testing.T) {}\nfunc help() {}', ['TestOne']],
    ['a.rs', '#[tokio::test]\nasync fn one() {}\nfn two() {}', ['one']],
    ['ATest.kt', '@Test\nfun `is one`() {\n}', ['is one']],
    ['ATest.java', '@Test\n@Tag("x")\nvoid one() throws IOException {\n}', ['one']],
    ['a_spec.rb', "  it 'is one' do\n  end", ['is one']],
    ['ATest.php', 'public function testOne(): void {}', ['testOne']],
    ['a.lua', 'function test_one() end', []],
  ])('%s', (path, text, expected) => {
    expect(names(path, text)).toEqual(expected);
  });

  it('counts assertions, not those in comments', () => {
    expect(countAssertions('a.test.js', ['expect(a).toBe(1); // expect(b)', 'assert.equal(c, 2);', "const text = 'expect(d)';"])).toBe(2);
  });
});
