using Waybill.Connectors.Reading;

namespace Waybill.Connectors.Landing;

/// <summary>A file that is new.</summary>
/// <param name="Name">Path relative to the landing root, with forward slashes: <c>sales/orders_….csv</c>.</param>
/// <param name="ContentId">32 hexadecimal digits: equal for equal bytes, whatever the name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="LandedAtMicros">From its name, else the clock that was given; µs since 1970 UTC.</param>
/// <param name="IsRefused">True when nothing of it is read; one reject says why.</param>
public sealed record LandedFile(string Name, string ContentId, long Bytes, long LandedAtMicros, bool IsRefused)
{
    internal static LandedFile From(SurveyedFile file) => new(
        file.Name,
        file.ContentId,
        file.Bytes,
        file.LandedAtMicros,
        IsRefused: file.Body.Layout is null && file.Body.Rejects.Count > 0);
}
