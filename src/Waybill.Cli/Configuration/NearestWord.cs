namespace Waybill.Cli.Configuration;

/// <summary>The valid word that a misspelt one most likely meant.</summary>
internal static class NearestWord
{
    /// <summary>The word with the smallest edit distance; the first of equals.</summary>
    public static string To(string word, IReadOnlyList<string> known) =>
        known.MinBy(k => Distance(word, k)) ?? "";

    /// <summary>Levenshtein distance: single-letter insertions, deletions and changes.</summary>
    internal static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var change = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(change, 1 + Math.Min(above, row[j - 1]));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
