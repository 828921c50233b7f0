using Xunit;

namespace Waybill.IntegrationTests.Server;

[CollectionDefinition(Name)]
public sealed class OneServedLake : ICollectionFixture<ServedLake>
{
    public const string Name = "served lake";
}
