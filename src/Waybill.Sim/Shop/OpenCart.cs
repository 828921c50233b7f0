namespace Waybill.Sim.Shop;

/// <summary>A cart that was neither ordered nor given up yet.</summary>
/// <param name="Customer">Whose; -1 when nobody was logged in.</param>
/// <param name="Session">Session in which it was begun.</param>
/// <param name="Channel">Where.</param>
/// <param name="CreatedAt">When the first thing was put in, in microseconds.</param>
/// <param name="Item">What lies in it, when its customer is known; a customer may come back to it.</param>
internal readonly record struct OpenCart(int Customer, ulong Session, int Channel, long CreatedAt, CartItem Item);
