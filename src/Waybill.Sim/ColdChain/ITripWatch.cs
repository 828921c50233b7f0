namespace Waybill.Sim.ColdChain;

/// <summary>Is told when a trip is planned, when it begins with loading, and when it is over with unloading.</summary>
internal interface ITripWatch
{
    void Planned(Truck truck);

    void Began(Truck truck);

    void IsOver(Truck truck);
}
