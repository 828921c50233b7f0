using System.Globalization;

namespace Waybill.Events.Values;

/// <summary>An amount of money in hundredths of the world's one currency.</summary>
public readonly record struct Money(long Cents)
{
    public static Money operator *(Money price, int quantity) => new(price.Cents * quantity);

    public static Money operator +(Money left, Money right) => new(left.Cents + right.Cents);

    public static Money Multiply(Money price, int quantity) => price * quantity;

    public static Money Add(Money left, Money right) => left + right;

    /// <summary>With two decimals and a point: <c>12.30</c>.</summary>
    public override string ToString() => (Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
