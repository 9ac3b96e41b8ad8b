import type { Detail, ModuleFolder } from '../client/answers.ts';
import { oneLine } from './printable.ts';
import type { Style } from './style.ts';
import { type Fact, facts, table } from './table.ts';
import { formatBytes } from './units.ts';

const MOST_VERSIONS = 20;

/** A module for people: what it is, how to use it, what goes in and what comes out. */
export function renderModule(detail: Detail, host: string, style: Style): string {
  const { root, submodules } = detail;
  return [
    style.heading(
      oneLine(`${detail.namespace}/${detail.name}/${detail.provider} ${detail.version}`),
    ),
    ...(detail.description ? [oneLine(detail.description)] : []),
    '',
    facts(factsOf(detail, host), style),
    ...(root ? folderSections(root, style) : []),
    ...(submodules ?? []).flatMap((folder) => [
      '',
      style.heading(`Submodule ${oneLine(folder.path)}`),
      ...folderSections(folder, style),
    ]),
    ...section('Versions', versionList(detail.versions), style),
  ].join('\n');
}

function factsOf(detail: Detail, host: string): Fact[] {
  const { sha256, size, format, source } = detail;
  const list: Fact[] = [
    ['source', `${host}/${detail.namespace}/${detail.name}/${detail.provider}`],
    ['version', detail.version],
    ['published', [detail.published_at, detail.published_by].filter(Boolean).join(' by ')],
  ];
  if (source) list.push(['fetched from', source]);
  if (sha256) list.push(['sha256', sha256]);
  if (size) list.push(['package', [formatBytes(size), format].filter(Boolean).join(', ')]);
  return list;
}

function folderSections(folder: ModuleFolder, style: Style): string[] {
  const inputs = folder.inputs.map((input) => [
    input.name,
    input.type,
    input.required ? 'required' : (input.default ?? ''),
    input.description,
  ]);
  const outputs = folder.outputs.map(({ name, description }) => [name, description]);
  const needs = (list: ModuleFolder['dependencies']) =>
    list.map(({ name, source, version }) => [name, source, version]);
  return [
    ...tableSection('Inputs', ['name', 'type', 'default', 'description'], inputs, style),
    ...tableSection('Outputs', ['name', 'description'], outputs, style),
    ...tableSection(
      'Providers',
      ['name', 'source', 'version'],
      needs(folder.provider_dependencies),
      style,
    ),
    ...tableSection('Modules', ['name', 'source', 'version'], needs(folder.dependencies), style),
  ];
}

function tableSection(title: string, headings: string[], rows: string[][], style: Style): string[] {
  return rows.length === 0 ? [] : section(title, table(headings, rows, style), style);
}

function section(title: string, body: string, style: Style): string[] {
  return body === '' ? [] : ['', style.heading(title), body];
}

function versionList(versions: readonly string[]): string {
  if (versions.length === 0) return '';
  const shown = versions.slice(0, MOST_VERSIONS).map(oneLine).join(', ');
  const left = versions.length - MOST_VERSIONS;
  return `  ${shown}${left > 0 ? ` and ${left} older` : ''}`;
}
