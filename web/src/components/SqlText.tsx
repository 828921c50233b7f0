const TOKEN = /(--[^\n]*)|('(?:[^']|'')*')|\b(\d+(?:\.\d+)?)\b|\b([a-z_]+)\b/gi;
const WORDS = new Set(
  (
    'select from where with as join left right inner full outer cross on using group by order having limit offset union all distinct case when then else end and or not in is null ' +
    'between like exists over partition filter asc desc cast true false interval lateral unnest qualify window rows range preceding following current row except exclude values within'
  ).split(' '),
);

/** SQL with its words told apart, as elements: text from a model never becomes markup. */
export function SqlText({ sql }: { sql: string }) {
  const parts: React.ReactNode[] = [];
  let end = 0;
  for (const match of sql.matchAll(TOKEN)) {
    const [whole, comment, string, number, word] = match;
    const kind = comment ? 'c' : string ? 's' : number ? 'n' : word && WORDS.has(word.toLowerCase()) ? 'k' : undefined;
    if (!kind) continue;
    parts.push(
      sql.slice(end, match.index),
      <span key={match.index} className={kind}>
        {whole}
      </span>,
    );
    end = match.index + whole.length;
  }
  parts.push(sql.slice(end));
  return (
    <pre className="code" tabIndex={0} role="region" aria-label="SQL">
      {parts}
    </pre>
  );
}
