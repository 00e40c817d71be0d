/** A structure of PackStream: a signature and its fields. Messages are structures too. */
export interface Structure {
  readonly signature: number;
  readonly fields: readonly unknown[];
}

/** Marks of the sizes of one kind of value: below 16, in one byte, in two, in four. */
type SizeMarks = readonly [tiny: number, one: number, two: number, four: number];
const textMarks: SizeMarks = [0x80, 0xd0, 0xd1, 0xd2];
const listMarks: SizeMarks = [0x90, 0xd4, 0xd5, 0xd6];
const mapMarks: SizeMarks = [0xa0, 0xd8, 0xd9, 0xda];

/** Bytes of a value: null, booleans, numbers, bigints, texts, lists, maps and structures. */
export function pack(value: unknown): Buffer {
  if (value === null || value === undefined) return Buffer.of(0xc0);
  if (typeof value === 'boolean') return Buffer.of(value ? 0xc3 : 0xc2);
  if (typeof value === 'bigint' || Number.isInteger(value)) return packInteger(BigInt(value as number));
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9, 0xc1);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (typeof value === 'string') return Buffer.concat([size(Buffer.byteLength(value), textMarks), Buffer.from(value)]);
  if (Array.isArray(value)) return Buffer.concat([size(value.length, listMarks), ...value.map(pack)]);
  if (isStructure(value)) return Buffer.concat([Buffer.of(0xb0 + value.fields.length, value.signature), ...value.fields.map(pack)]);
  const entries = Object.entries(value);
  return Buffer.concat([size(entries.length, mapMarks), ...entries.flatMap(([key, item]) => [pack(key), pack(item)])]);
}

const isStructure = (value: unknown): value is Structure =>
  typeof value === 'object' && value !== null && 'signature' in value && 'fields' in value;

function packInteger(value: bigint): Buffer {
  if (value >= -16n && value < 128n) return Buffer.of(Number(value) & 0xff);
  const bytes = Buffer.alloc(9, 0xcb);
  bytes.writeBigInt64BE(value, 1);
  return bytes;
}

function size(length: number, [tiny, one, two, four]: SizeMarks): Buffer {
  if (length < 16) return Buffer.of(tiny + length);
  if (length < 0x100) return Buffer.of(one, length);
  const bytes = Buffer.alloc(length < 0x10000 ? 3 : 5, length < 0x10000 ? two : four);
  if (length < 0x10000) bytes.writeUInt16BE(length, 1);
  else bytes.writeUInt32BE(length, 1);
  return bytes;
}

/** The value in some bytes. */
export const unpack = (bytes: Buffer): unknown => new Reader(bytes).value();

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  value(): unknown {
    const mark = this.#number(1);
    if (mark < 0x80) return mark;
    if (mark >= 0xf0) return mark - 0x100;
    const sized = this.#sized(mark);
    if (sized !== undefined) return sized;
    switch (mark) {
      case 0xc0:
        return null;
      case 0xc1:
        return this.#bytes.readDoubleBE(this.#skip(8));
      case 0xc2:
      case 0xc3:
        return mark === 0xc3;
      case 0xc8:
        return this.#bytes.readInt8(this.#skip(1));
      case 0xc9:
        return this.#bytes.readInt16BE(this.#skip(2));
      case 0xca:
        return this.#bytes.readInt32BE(this.#skip(4));
      case 0xcb:
        return Number(this.#bytes.readBigInt64BE(this.#skip(8)));
      default:
        throw new Error(`PackStream mark ${mark.toString(16)} is not known here`);
    }
  }

  /** A text, list, map or structure; `undefined` for every other mark. */
  #sized(mark: number): unknown {
    const text = this.#length(mark, textMarks);
    if (text !== undefined) return this.#bytes.toString('utf8', this.#skip(text), this.#at);
    const list = this.#length(mark, listMarks);
    if (list !== undefined) return this.#values(list);
    const map = this.#length(mark, mapMarks);
    if (map !== undefined) return Object.fromEntries(Array.from({ length: map }, () => [this.value(), this.value()]));
    if (mark < 0xb0 || mark > 0xbf) return undefined;
    const signature = this.#number(1);
    return { signature, fields: this.#values(mark - 0xb0) } satisfies Structure;
  }

  #length(mark: number, [tiny, one, two, four]: SizeMarks): number | undefined {
    if (mark >= tiny && mark < tiny + 16) return mark - tiny;
    if (mark === one) return this.#number(1);
    if (mark === two) return this.#number(2);
    return mark === four ? this.#number(4) : undefined;
  }

  #values(count: number): unknown[] {
    return Array.from({ length: count }, () => this.value());
  }

  #number(bytes: number): number {
    return this.#bytes.readUIntBE(this.#skip(bytes), bytes);
  }

  /** Goes on by some bytes; answers where they begin. */
  #skip(bytes: number): number {
    this.#at += bytes;
    return this.#at - bytes;
  }
}
