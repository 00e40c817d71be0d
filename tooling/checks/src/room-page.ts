import type { GeneratedPage } from './generated-page.ts';
import { rooms, type RoomRule } from './house.ts';

const begin = '<!-- rooms: written by `pnpm docs:generate` from tooling/checks/src/house.ts -->';
const end = '<!-- /rooms -->';

/** The table of core's rooms within ARCHITECTURE.md. */
export const roomPage: GeneratedPage = {
  path: 'ARCHITECTURE.md',
  render(_, current) {
    const [before, rest = ''] = current.split(begin);
    const after = rest.split(end)[1] ?? '\n';
    return `${before}${begin}\n${renderTable()}\n${end}${after}`;
  },
};

function renderTable(): string {
  const rows = Object.entries(rooms).map(([name, rule]) => `| \`${name}/\` | ${rule.holds} | ${knows(rule)} |`);
  return ['| room | holds | may import from |', '| --- | --- | --- |', ...rows].join('\n');
}

function knows({ knows: names, typesOnly = [] }: RoomRule): string {
  return names.map((name) => (typesOnly.includes(name) ? `${name} (types)` : name)).join(', ') || 'nothing';
}
