using Waybill.Pipeline.Engine;
using Waybill.Pipeline.Models;

namespace Waybill.Pipeline.Runs;

/// <summary>Runs a model's checks on the rows that it is about to publish.</summary>
internal static class CheckRunner
{
    /// <param name="session">Has the inputs of the model and of its checks defined.</param>
    /// <param name="model">Whose checks to run.</param>
    /// <param name="accepted">The rows about to be published, as a relation; the model's own name stands for them.</param>
    /// <returns>The checks that found rows.</returns>
    public static IReadOnlyList<CheckResult> Run(ModelSession session, Model model, string accepted)
    {
        if (model.Checks.Count == 0)
        {
            return [];
        }

        session.Define(model.Name, accepted);
        var failed = new List<CheckResult>();
        foreach (var check in model.Checks)
        {
            var rows = session.Connection.Scalar<long>($"select count(*) from ({check.Sql}\n)");
            if (rows > 0)
            {
                var sample = session.Connection.Scalar<string>($"select cast(to_json(broken) as varchar) from ({check.Sql}\n) as broken limit 1");
                failed.Add(new CheckResult(check.Name, check.Severity, rows, sample));
            }
        }

        return failed;
    }
}
