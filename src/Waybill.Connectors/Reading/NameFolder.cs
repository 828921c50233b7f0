namespace Waybill.Connectors.Reading;

/// <summary>Header names without what people vary: case, blanks, underscores, punctuation.</summary>
internal static class NameFolder
{
    /// <summary>Letters and digits in lower case: <c>Order_ID </c> becomes <c>orderid</c>.</summary>
    internal static string Fold(string name) =>
        new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    /// <summary>
    /// A name for a column that no feed names: words in lower case joined by underscores, <c>Coupon Code!</c> becomes
    /// <c>coupon_code</c>; empty when the name has neither letters nor digits.
    /// </summary>
    internal static string ToColumnName(string name)
    {
        var words = new string([.. name.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]);
        return string.Join('_', words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
