namespace Waybill.Events.Shop;

/// <summary>What the number or text of a shop's column stands for.</summary>
public enum ShopColumnKind
{
    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Hundredths of the one currency.</summary>
    Money,

    /// <summary>Ten-thousandths, for rates and per cent.</summary>
    Fixed4,

    Text,

    /// <summary>Microseconds since 1970-01-01 00:00 UTC.</summary>
    Time,

    /// <summary>0 or 1.</summary>
    Flag,
}
