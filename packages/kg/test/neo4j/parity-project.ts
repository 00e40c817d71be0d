/** Source files of a generated project: layers of modules that use the layers below them, each with a test, in two languages. */
export function layeredProject(layers: number, width: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = { 'package.json': '{"name":"layers","type":"module"}\n' };
  for (let layer = 0; layer < layers; layer++) {
    for (let at = 0; at < width; at++) {
      files[`src/layer${layer}/part${at}.ts`] = moduleText(layer, at, width);
      if (at % 2 === 0) files[`test/layer${layer}-part${at}.test.ts`] = testText(layer, at);
    }
    files[`src/layer${layer}/index.ts`] = Array.from({ length: width }, (_, at) => `export * from './part${at}.ts';\n`).join('');
    files[`tools/step_${layer}.py`] = `def step_${layer}(rows):\n    return ${layer > 0 ? `step_${layer - 1}(rows)` : 'rows'}\n`;
  }
  return files;
}

function moduleText(layer: number, at: number, width: number): string {
  const name = `Layer${layer}Part${at}`;
  if (layer === 0)
    return `export class ${name} {\n  size(): number {\n    return ${at};\n  }\n}\nexport function make${name}(): ${name} {\n  return new ${name}();\n}\n`;
  const below = [`Layer${layer - 1}Part${at}`, `Layer${layer - 1}Part${(at + 1) % width}`];
  return `import { ${below.map((part) => `make${part}`).join(', ')} } from '../layer${layer - 1}/index.ts';
export class ${name} {
  size(): number {
    return ${below.map((part) => `make${part}().size()`).join(' + ')};
  }
}
export function make${name}(): ${name} {
  return new ${name}();
}
`;
}

const testText = (layer: number, at: number): string =>
  `import { makeLayer${layer}Part${at} } from '../src/layer${layer}/part${at}.ts';\nmakeLayer${layer}Part${at}().size();\n`;
