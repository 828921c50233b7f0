using System.Text;
using System.Text.RegularExpressions;

namespace Waybill.Connectors.Sources;

/// <summary>
/// File patterns: <c>*</c> and <c>?</c> within a name, <c>**/</c> for any number of folders; case counts.
/// </summary>
internal static class GlobPattern
{
    /// <summary>Why a pattern cannot be used, or null: it must stay in its folder.</summary>
    internal static string? Problem(string glob) =>
        glob.Length == 0 ? "it is empty"
        : Path.IsPathRooted(glob) || glob.Contains('\\') ? "it must be relative to the folder, with forward slashes"
        : glob.Split('/').Any(step => step is "." or "..") ? "it must not leave the folder by '..'"
        : null;

    internal static Func<string, bool> Compile(string glob)
    {
        var pattern = new StringBuilder("^");
        for (var i = 0; i < glob.Length; i++)
        {
            if (glob[i..].StartsWith("**/", StringComparison.Ordinal))
            {
                pattern.Append("(?:[^/]+/)*");
                i += 2;
            }
            else
            {
                pattern.Append(glob[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    var c => Regex.Escape(c.ToString()),
                });
            }
        }

        const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline;
        return new Regex(pattern.Append('$').ToString(), Options).IsMatch;
    }
}
