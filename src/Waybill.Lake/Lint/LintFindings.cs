namespace Waybill.Lake.Lint;

/// <summary>Collects violations while the rules run.</summary>
internal sealed class LintFindings
{
    private readonly List<LintViolation> _violations = [];

    public IReadOnlyList<LintViolation> Violations => _violations;

    /// <summary>Reports a violation unless the condition holds; gives the condition back.</summary>
    public bool Expect(bool condition, string rule, string where, FormattableString message)
    {
        if (!condition)
        {
            _violations.Add(new LintViolation(rule, where, FormattableString.Invariant(message)));
        }

        return condition;
    }

    public void Add(string rule, string where, string message) => _violations.Add(new LintViolation(rule, where, message));
}
