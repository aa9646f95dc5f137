import type { CompletedProgram, Values } from './model.js';

/** For `$PROFILE`; Windows PowerShell 5.1 and PowerShell 7. */
export function powershellScript({ words, families, commands, everywhere }: CompletedProgram): string {
  const all = [...everywhere, ...commands.flatMap(({ options }) => options)];
  const takers = [...new Set(all.filter(({ values }) => values.kind !== 'none').map(({ flag }) => flag))];
  const offered = [
    ...everywhere.map(({ flag, values }) => [flag, values] as const),
    ...commands.flatMap(({ name, options, values }) => [
      [name, values] as const,
      ...options.map((option) => [`${name} ${option.flag}`, option.values] as const),
    ]),
  ].filter(([, values]) => values.kind === 'words');
  const ids = commands.filter(({ values }) => values.kind === 'id').map(({ name }) => name);
  return `# Completion of memorygraph for PowerShell; written by "memorygraph completion powershell".
Register-ArgumentCompleter -Native -CommandName memorygraph -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $takers = ${list(takers)}
    $words = @{
        '' = ${pairs(words)}
${Object.entries(families)
  .map(([name, seconds]) => `        ${quoted(name)} = ${pairs(seconds)}`)
  .join('\n')}
    }
    $options = @{
${commands.map(({ name, options }) => `        ${quoted(name)} = ${pairs(options.map(({ flag, says }) => [flag, says]))}`).join('\n')}
    }
    $everywhere = ${pairs(everywhere.map(({ flag, says }) => [flag, says]))}
    $values = @{
${offered.map(([place, values]) => `        ${quoted(place)} = ${list(wordsOf(values))}`).join('\n')}
    }
    $ids = ${list(ids)}
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
    $previous = if ($before.Count -gt 0) { $before[-1] } else { '' }
    $command = ''
    for ($at = 0; $at -lt $before.Count; $at++) {
        $word = $before[$at]
        if ($takers -contains $word) { $at++ }
        elseif ($word -notlike '-*') {
            if ($command -eq '') { $command = $word }
            elseif ($words.ContainsKey($command)) { $command = "$command $word" }
        }
    }
    $found = [ordered]@{}
    $place = @("$command $previous".Trim(), $previous) | Where-Object { $takers -contains $previous -and $values.ContainsKey($_) } | Select-Object -First 1
    if ($place) { foreach ($value in $values[$place]) { $found[$value] = $value } }
    elseif ($takers -contains $previous) { return }
    elseif ($wordToComplete -like '-*') {
        if ($options.ContainsKey($command)) { foreach ($key in $options[$command].Keys) { $found[$key] = $options[$command][$key] } }
        foreach ($key in $everywhere.Keys) { $found[$key] = $everywhere[$key] }
    }
    elseif ($words.ContainsKey($command)) { $found = $words[$command] }
    elseif ($ids -contains $command) {
        foreach ($line in (memorygraph completion --ids "$wordToComplete" 2>$null)) {
            $id, $title = $line -split [char]9, 2
            $found[$id] = if ($title) { $title } else { $id }
        }
    }
    elseif ($values.ContainsKey($command)) { foreach ($value in $values[$command]) { $found[$value] = $value } }
    foreach ($key in $found.Keys) {
        if ($key -like "$wordToComplete*") {
            [System.Management.Automation.CompletionResult]::new($key, $key, 'ParameterValue', $found[$key])
        }
    }
}`;
}

function wordsOf(values: Values): readonly string[] {
  return values.kind === 'words' ? values.words : [];
}

function list(texts: readonly string[]): string {
  return `@(${texts.map(quoted).join(', ')})`;
}

function pairs(given: readonly (readonly [string, string])[]): string {
  return `[ordered]@{ ${given.map(([key, says]) => `${quoted(key)} = ${quoted(says)}`).join('; ')} }`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
