namespace Waybill.Connectors.Sources;

/// <summary>The known word that a misspelt one most likely meant.</summary>
internal static class Nearest
{
    /// <summary>
    /// The word with the fewest changed, added or lost letters, whatever their case; the first of equals.
    /// </summary>
    internal static string To(string word, IEnumerable<string> known) => known.MinBy(k => Distance(word, k)) ?? "";

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 0; i < a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 0; j < b.Length; j++)
            {
                var change = diagonal + (char.ToUpperInvariant(a[i]) == char.ToUpperInvariant(b[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(change, Math.Min(row[j], diagonal) + 1);
            }
        }

        return row[b.Length];
    }
}
