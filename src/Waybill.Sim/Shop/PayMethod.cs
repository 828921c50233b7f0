namespace Waybill.Sim.Shop;

/// <summary>How an order is paid.</summary>
internal enum PayMethod
{
    Card,
    Wallet,
    BankTransfer,
    CashOnDelivery,
}
