using System.Buffers;
using System.Text.Json;
using Waybill.DuckDb;
using Waybill.Server.Answers;
using Waybill.Server.Http;

namespace Waybill.Server.Cells;

/// <summary>Writes answers as the records in <c>Answers/</c> describe them, straight from the result's chunks.</summary>
internal static class AnswerJson
{
    /// <summary>Writes a result.</summary>
    /// <param name="head">What stands beside the rows.</param>
    /// <param name="columns">The result's columns with what is said of them.</param>
    /// <param name="result">Read to its end, or to the limits.</param>
    /// <param name="maxRows">More rows are left out.</param>
    /// <param name="maxBytes">Rows are left out when the text is longer.</param>
    /// <param name="seconds">Asked for at the end: how long it took.</param>
    public static byte[] Write(
        AnswerHead head, IReadOnlyList<AnswerColumn> columns, DuckDbResult result, int maxRows, long maxBytes, Func<double> seconds)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonSettings.Encoder });
        json.WriteStartObject();
        WriteHead(json, head, columns);
        json.WriteStartArray("rows");
        var truncated = !WriteRows(json, result, maxRows, maxBytes);
        json.WriteEndArray();
        json.WriteBoolean("truncated", truncated);
        if (head.Id is not null)
        {
            json.WriteBoolean("available", true);
            json.WriteNull("hint");
        }

        json.WriteNumber("seconds", Math.Round(seconds(), 4));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteHead(Utf8JsonWriter json, AnswerHead head, IReadOnlyList<AnswerColumn> columns)
    {
        if (head.Id is not null)
        {
            json.WriteString("id", head.Id);
            json.WriteString("asOf", head.AsOf);
        }

        json.WriteStartArray("columns");
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type);
            json.WriteString("unit", column.Unit);
            json.WriteString("meaning", column.Meaning);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // False when rows were left out.
    private static bool WriteRows(Utf8JsonWriter json, DuckDbResult result, int maxRows, long maxBytes)
    {
        var rows = 0;
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.Rows; row++)
            {
                if (rows == maxRows || json.BytesCommitted + json.BytesPending > maxBytes)
                {
                    return false;
                }

                json.WriteStartArray();
                for (var column = 0; column < result.Columns.Count; column++)
                {
                    CellJson.Write(json, chunk, result.Columns[column], column, row);
                }

                json.WriteEndArray();
                rows++;
            }
        }

        return true;
    }
}
