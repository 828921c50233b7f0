using System.Buffers;
using System.Text;
using Waybill.DuckDb;

namespace Waybill.Server.Cells;

/// <summary>Writes results as CSV (RFC 4180, with line feeds): a header line, empty cells for null, quotes where they are needed.</summary>
internal static class AnswerCsv
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>All rows up to a limit, as one text.</summary>
    public static byte[] Write(DuckDbResult result, int maxRows)
    {
        var text = new StringBuilder();
        Header(text, result);
        var rows = 0;
        while (rows < maxRows && result.NextChunk(out var chunk))
        {
            rows += Rows(text, result, chunk, maxRows - rows);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static void Header(StringBuilder text, DuckDbResult result)
    {
        for (var column = 0; column < result.Columns.Count; column++)
        {
            Cell(text, result.Columns[column].Name, column);
        }

        text.Append('\n');
    }

    /// <summary>The rows of a chunk, or as many as are wanted; returns how many.</summary>
    public static int Rows(StringBuilder text, DuckDbResult result, ChunkReader chunk, int most)
    {
        var rows = Math.Min(most, chunk.Rows);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < result.Columns.Count; column++)
            {
                Cell(text, CellText.Of(chunk.Value(column, row)) ?? "", column);
            }

            text.Append('\n');
        }

        return rows;
    }

    private static void Cell(StringBuilder text, string cell, int column)
    {
        text.Append(column > 0 ? "," : "");
        if (cell.AsSpan().ContainsAny(NeedQuotes))
        {
            text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        else
        {
            text.Append(cell);
        }
    }
}
