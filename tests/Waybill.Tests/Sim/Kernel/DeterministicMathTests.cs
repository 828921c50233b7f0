using FsCheck;
using FsCheck.Fluent;
using Waybill.Sim.Kernel;
using Xunit;

namespace Waybill.Tests.Sim.Kernel;

public sealed class DeterministicMathTests
{
    private static readonly Arbitrary<double> Exponents =
        Gen.Choose(-600_000, 600_000).Select(thousandths => thousandths / 1_000.0).ToArbitrary();

    [Fact]
    public void The_exponential_agrees_with_the_platforms() =>
        Prop.ForAll(Exponents, x => AssertClose(Math.Exp(x), DeterministicMath.Exp(x))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_logarithm_undoes_the_exponential() =>
        Prop.ForAll(Exponents, x => Assert.Equal(x, DeterministicMath.Log(DeterministicMath.Exp(x)), 1e-10))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_logarithm_agrees_with_the_platforms() =>
        Prop.ForAll(Exponents, x => Assert.Equal(Math.Log(Math.Abs(x) + 1e-9), DeterministicMath.Log(Math.Abs(x) + 1e-9), 1e-12))
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.959963984540054, 0.025)]
    [InlineData(3.090232306167814, 0.999)]
    public void The_normal_distribution_has_its_known_values(double x, double p)
    {
        Assert.Equal(p, DeterministicMath.NormalDistribution(x), 1e-12);
        Assert.Equal(x, DeterministicMath.NormalQuantile(p), 1e-9);
    }

    [Fact]
    public void Arguments_outside_the_domain_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DeterministicMath.Log(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeterministicMath.Exp(701));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeterministicMath.NormalQuantile(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeterministicMath.NormalDistribution(9));
    }

    private static void AssertClose(double expected, double actual) =>
        Assert.InRange(actual / expected, 1 - 1e-13, 1 + 1e-13);
}
