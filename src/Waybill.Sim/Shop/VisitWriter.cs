using Waybill.Events.Shop;
using Waybill.Events.Values;

namespace Waybill.Sim.Shop;

/// <summary>The steps of one visit: collected first, given their times backwards from its end, and logged for tracked visitors.</summary>
internal sealed class VisitWriter(ShopContext context)
{
    private const int ShortestStep = 8;
    private const int LongestStep = 110;
    private readonly List<VisitStep> _steps = [];
    private readonly List<long> _times = [];

    public void Clear() => _steps.Clear();

    public void Add(VisitStepKind kind, int sku, int quantity = 0) => _steps.Add(new VisitStep(kind, sku, quantity));

    /// <summary>Fixes the times of the steps, the last one a moment before the visit's end.</summary>
    public void EndAt(Instant end, ulong draw)
    {
        _times.Clear();
        long at = end.Microseconds;
        for (int i = _steps.Count - 1; i >= 0; i--)
        {
            ulong bits = context.Streams.Step.At((draw << 6) + (ulong)i);
            long gap = ((ShortestStep + (long)(bits % (LongestStep - ShortestStep))) * Instant.MicrosecondsPerSecond) - (long)(bits >> 44);
            at -= i == _steps.Count - 1 ? gap / 8 : gap;
            _times.Add(at);
        }

        _times.Reverse();
    }

    /// <summary>When the first thing was put into the cart.</summary>
    public Instant FirstAdded
    {
        get
        {
            int first = _steps.FindIndex(step => step.Kind == VisitStepKind.AddToCart);
            return new Instant(_times[Math.Max(first, 0)]);
        }
    }

    /// <summary>Logs the steps of a tracked visitor; within a transaction.</summary>
    public void Write(Visitor visitor, ulong session, int channel, ulong draw)
    {
        context.Kpis.Visits++;
        if (!visitor.IsTracked)
        {
            return;
        }

        for (int i = 0; i < _steps.Count; i++)
        {
            VisitStep step = _steps[i];
            ShopLog log = context.Log.Insert(ShopCatalogue.CustomerActivityLog)
                .Number(context.NextId(ShopCounter.Activity)).Text(context.SessionText(session))
                .Number(visitor.Customer == Visitor.Nobody ? null : context.CustomerId(visitor.Customer))
                .Number(channel + 1).Text(ShopContext.DeviceType(visitor.Device)).Text(context.DeviceText(visitor.Device)).Text(Name(step.Kind));
            bool hasProduct = step.Kind is not (VisitStepKind.Search or VisitStepKind.Checkout);
            log = (hasProduct ? log.Number(ShopWorld.ProductId(step.Sku)) : log.Null()).Number(step.Quantity > 0 ? step.Quantity : null);
            log = step.Kind == VisitStepKind.Search
                ? log.Text(context.Shop.Texts.Query(context.Texts, step.Sku / ShopWorld.IdsPerProduct, context.Streams.Step.At((draw << 6) + 32 + (ulong)i)))
                : log.Null();
            log.Number(_times[i]);
        }
    }

    private static ReadOnlySpan<byte> Name(VisitStepKind kind) => kind switch
    {
        VisitStepKind.View => "view"u8,
        VisitStepKind.Search => "search"u8,
        VisitStepKind.AddToCart => "add_to_cart"u8,
        VisitStepKind.Remove => "remove"u8,
        _ => "checkout"u8,
    };
}
