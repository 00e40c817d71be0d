import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder with files that goes when its test ends. */
export interface SampleProject extends AsyncDisposable {
  readonly dir: string;
  write(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** A small shop: a cart that uses prices and tax, an order over both, tests, and a Python script beside them. */
export const shop: Readonly<Record<string, string>> = {
  'package.json': '{"name":"shop","type":"module"}\n',
  'src/money/price.ts':
    'export interface Price { readonly cents: number }\nexport function addPrices(a: Price, b: Price): Price {\n  return { cents: a.cents + b.cents };\n}\n',
  'src/money/tax-table.ts':
    "import type { Price } from './price.ts';\nexport class TaxTable {\n  rateOf(country: string): number {\n    return country === 'de' ? 0.19 : 0.2;\n  }\n  taxOn(price: Price, country: string): Price {\n    return { cents: price.cents * this.rateOf(country) };\n  }\n}\n",
  'src/money/index.ts': "export { addPrices } from './price.ts';\nexport { TaxTable } from './tax-table.ts';\n",
  'src/cart.ts':
    "import { addPrices, TaxTable } from './money/index.ts';\nexport class Cart {\n  total(): number {\n    return addPrices({ cents: 1 }, { cents: 2 }).cents;\n  }\n  tax(): number {\n    return new TaxTable().taxOn({ cents: 1 }, 'de').cents;\n  }\n}\n",
  'src/order.ts': "import { Cart } from './cart.ts';\nexport function placeOrder(): number {\n  return new Cart().total();\n}\n",
  'src/greeting.ts': 'export const greet = (name: string): string => `Hello ${name}`;\n',
  'test/cart.test.ts': "import { Cart } from '../src/cart.ts';\nnew Cart().total();\nnew Cart().tax();\n",
  'test/order.test.ts': "import { placeOrder } from '../src/order.ts';\nplaceOrder();\n",
  'test/price.test.ts': "import { addPrices } from '../src/money/price.ts';\naddPrices({ cents: 1 }, { cents: 1 });\n",
  'test/greeting.test.ts': "import { greet } from '../src/greeting.ts';\ngreet('you');\n",
  'tools/report.py': 'def monthly_report():\n    return load_rows()\n\ndef load_rows():\n    return []\n',
};

/** Makes a project of files. Default: the {@link shop}. */
export async function sampleProject(files: Readonly<Record<string, string>> = shop): Promise<SampleProject> {
  const dir = await mkdtemp(join(tmpdir(), 'artemis-kg-'));
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  };
  for (const [path, text] of Object.entries(files)) await write(path, text);
  const gone = (): Promise<void> => rm(dir, { recursive: true, force: true });
  return { dir, write, remove: (path) => rm(join(dir, path)), [Symbol.asyncDispose]: gone };
}

/** A folder for state that goes when its test ends. */
export const temporaryFolder = (): Promise<SampleProject> => sampleProject({});
