using Waybill.Lake.Commits;

namespace Waybill.Pipeline.Runs;

internal static class TransactionExtensions
{
    /// <summary>Sets a property in the same commit; null sets none.</summary>
    public static LakeTransaction Set(this LakeTransaction transaction, KeyValuePair<string, string>? property) =>
        property is { } p ? transaction.SetProperty(p.Key, p.Value) : transaction;
}
