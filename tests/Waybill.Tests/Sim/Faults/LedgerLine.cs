using System.Text;

namespace Waybill.Tests.Sim.Faults;

/// <summary>A line of the ledger, read back. Text holds one character for each byte, so that any bytes survive.</summary>
internal sealed record LedgerLine(
    string Id,
    string Kind,
    string Feed,
    string Key,
    string Field,
    string TrueValue,
    string WrittenValue,
    string EventTime,
    string ArrivalTime,
    bool IsRepairable)
{
    public static IEnumerable<LedgerLine> Read(IEnumerable<byte[]> ledgers) => ledgers
        .SelectMany(bytes => Lines(bytes))
        .Select(line => Split(line))
        .Select(f => new LedgerLine(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9] == "true"));

    /// <summary>The lines of some bytes; a last one without line feed is one too.</summary>
    public static IEnumerable<string> Lines(byte[] bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        return text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
    }

    /// <summary>The fields of a well-formed line.</summary>
    public static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
