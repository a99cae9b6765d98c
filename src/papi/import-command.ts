// `congtam papi import PATH`: a file, or every table and workbook of a folder.

import { requireSize } from '../documents/index.ts'
import type { CommandContext } from '../platform/index.ts'
import type { Options } from './commands.ts'
import {
  type GivenFile,
  hashOfFiles,
  type Imported,
  importFigures,
  type Understood,
  understand,
} from './import-actions.ts'
import type { FileReading, NotRead } from './reading.ts'

const TOLD = 50

export async function importFolder(
  context: CommandContext,
  path: string,
  options: Options,
): Promise<number> {
  const files = await filesAt(context, path)
  const [year] = options.of('--year')
  const understood = await context.read((read) =>
    understand(read, files, year ? Number(year) : null),
  )
  const imported = options.has('--dry-run')
    ? null
    : await context.act((act) =>
        importFigures(act, understood, {
          name: path.split(/[/\\]/).filter(Boolean).at(-1) ?? path,
          hash: hashOfFiles(files),
          takeFaults: options.has('--accept-faults'),
        }),
      )
  if (options.has('--json')) context.out(JSON.stringify(importJson(understood, imported)))
  else print(context, understood, imported)
  return 0
}

async function filesAt(context: CommandContext, path: string): Promise<GivenFile[]> {
  const names = await context.listFiles(path)
  if (names === null) return [await fileAt(context, path, path)]
  const files: GivenFile[] = []
  for (const name of names.filter((it) => /\.(csv|xlsx|json)$/i.test(it)).sort()) {
    files.push(await fileAt(context, `${path.replace(/[/\\]$/, '')}/${name}`, name))
  }
  return files
}

async function fileAt(context: CommandContext, path: string, name: string): Promise<GivenFile> {
  requireSize(await context.fileSize(path))
  const bytes = await context.readFile(path)
  return { name: name.split(/[/\\]/).at(-1) ?? name, bytes }
}

const years = ({ scores, precision, sizes }: FileReading): number[] =>
  [...new Set([...scores, ...precision, ...sizes].map(({ year }) => year))].sort((a, b) => a - b)

function importJson({ files, checks }: Understood, imported: Imported | null) {
  return {
    files: files.map((file) => ({
      file: file.file,
      kind: file.kind,
      years: years(file),
      read: {
        total: countOf(file, /^TOTAL$/),
        dimensions: countOf(file, /^D\d$/),
        parts: countOf(file, /^\d\.\d$/),
        indicators: countOf(file, /\..*\./),
        precision: file.precision.length,
        groups: file.sizes.length,
      },
      notRead: tallied(file.notRead),
    })),
    checks: checks.map(({ year, complete, compared, largest, faults }) => ({
      year,
      complete,
      compared,
      largest,
      faults: faults.length,
      examples: faults.slice(0, 5),
    })),
    saved: imported && {
      importId: imported.importId,
      values: imported.read,
      added: imported.added,
      changed: imported.changed,
    },
  }
}

const countOf = ({ scores }: FileReading, pattern: RegExp): number =>
  scores.filter(({ item }) => pattern.test(item)).length

/** By reason, with the first places named. */
function tallied(notRead: readonly NotRead[]) {
  const codes = [...new Set(notRead.map(({ code }) => code))]
  return codes.map((code) => {
    const of = notRead.filter((it) => it.code === code)
    return {
      code,
      n: of.length,
      examples: of.slice(0, TOLD).map(({ where, text }) => ({ where, text })),
    }
  })
}

function print(context: CommandContext, { files, checks }: Understood, imported: Imported | null) {
  for (const file of files) {
    const read = [
      `${countOf(file, /^(TOTAL|D\d)$/)} totals and dimensions`,
      `${countOf(file, /^\d\.\d$/)} parts`,
      `${countOf(file, /\..*\./)} indicators`,
      `${file.precision.length} standard errors`,
    ].join(', ')
    context.out(`${file.file} (${file.kind}): ${years(file).join(', ') || 'no year'}: ${read}`)
    for (const { code, n, examples } of tallied(file.notRead)) {
      context.out(`  not read, ${code}: ${n}; ${examples[0]?.where}: ${examples[0]?.text}`)
    }
  }
  for (const { year, complete, compared, largest, faults } of checks) {
    context.out(
      `${year}: ${complete} complete provinces, ${compared} sums compared, largest difference ${largest.toFixed(6)}, ${faults.length} faults`,
    )
  }
  if (!imported) context.out('Nothing was changed (--dry-run).')
  else
    context.out(
      `${imported.read} values saved: ${imported.added} new, ${imported.changed} corrected.`,
    )
}
