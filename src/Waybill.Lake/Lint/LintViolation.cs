namespace Waybill.Lake.Lint;

/// <summary>One place where a table breaks the format.</summary>
/// <param name="Rule">Name of the rule, beginning with the chapter of the specification: "metadata/refs", "manifest/field-ids"…</param>
/// <param name="Where">File, relative to the table, and what in it.</param>
/// <param name="Message">What is wrong, with the value.</param>
public sealed record LintViolation(string Rule, string Where, string Message)
{
    public override string ToString() => $"{Rule}: {Where}: {Message}";
}
