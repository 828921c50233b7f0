using Xunit;
namespace Waybill.Tests;
public sealed class SmokeTests { [Fact] public void A() => Assert.Equal(2, 1 + 1); }
