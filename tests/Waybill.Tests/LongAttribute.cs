using Xunit.v3;

namespace Waybill.Tests;

/// <summary>A test that takes seconds, such as a property of whole pipelines: <c>./test.sh fast</c> leaves it out to take less than a minute.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("length", "long")];
}
