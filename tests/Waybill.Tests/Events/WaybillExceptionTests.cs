using Waybill.Events;
using Xunit;

namespace Waybill.Tests.Events;

public sealed class WaybillExceptionTests
{
    [Theory]
    [InlineData(WaybillErrorKind.Busy, true)]
    [InlineData(WaybillErrorKind.ServiceUnreachable, true)]
    [InlineData(WaybillErrorKind.BadInput, false)]
    [InlineData(WaybillErrorKind.Corrupt, false)]
    public void Only_what_can_pass_by_itself_is_worth_another_try(WaybillErrorKind kind, bool retryable) =>
        Assert.Equal(retryable, new WaybillException(kind, "x").IsRetryable);
}
