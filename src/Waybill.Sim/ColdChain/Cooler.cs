using Waybill.Events.ColdChain;

namespace Waybill.Sim.ColdChain;

/// <summary>
/// Heat in the body of a truck: one node for air, walls and the outer layer of the goods, one for the goods; and the cooler that holds
/// the first at the set point by starting and stopping. Powers are milliwatts, temperatures millionths of a degree.
/// </summary>
internal sealed class Cooler(Fleet fleet)
{
    /// <summary>Heat that goes from air to goods, in watts per kelvin.</summary>
    private const int GoodsWatts = 250;

    /// <summary>The same through an open door at a dock, whose seal fits around it.</summary>
    private const int DockWatts = 250;

    /// <summary>The same through a door that is ajar.</summary>
    private const int AjarWatts = 700;

    /// <summary>What fans and leaks bring in.</summary>
    private const int FanWatts = 250;
    private const long FastAbove = 1_200_000;
    private const long FastUntil = 400_000;
    private const int FullPower = 1_024;
    private const int LeastPower = 60;
    private const int SecondsOfDecline = 7_200;
    private const int HumiditySeconds = 900;

    private readonly int _seconds = fleet.ReportSeconds;

    /// <summary>Goes on for a step; returns the microlitres that the cooler burnt.</summary>
    /// <param name="truck">The truck.</param>
    /// <param name="ambientMilli">The air outside.</param>
    public long Step(Truck truck, int ambientMilli)
    {
        Switch(truck);
        long air = truck.AirMicro;
        CargoModel? load = truck.HasTrip ? truck.Plan.Model : null;
        long conductance = fleet.Settings.BodyWatts + DoorConductance(truck);
        long power = (((ambientMilli * 1_000L) - air) * conductance / 1_000) + (FanWatts * 1_000L) - (CoolingWatts(truck) * 1_000L);
        if (load is not null)
        {
            long toGoods = (air - truck.CargoMicro) * GoodsWatts / 1_000;
            power += (load.RespirationWatts * 1_000L) - toGoods;
            truck.CargoMicro += toGoods * _seconds / load.HeatKilojoules;
        }

        truck.AirMicro = air + (power * _seconds / fleet.AirHeat);
        StepHumidity(truck);

        // On mains at either end the cooler burns nothing.
        return truck.IsCooling && (truck.Phase is TruckPhase.Driving or TruckPhase.Stopped)
            ? (long)_seconds * (truck.IsFast ? fleet.HighBurn : fleet.LowBurn)
            : 0;
    }

    /// <summary>The thermostat.</summary>
    private void Switch(Truck truck)
    {
        if (truck.Has(IncidentKind.CompressorFailure))
        {
            truck.IsCooling = false;
            truck.IsFast = false;
            return;
        }

        long above = truck.AirMicro - (truck.SetPointMilli * 1_000L);
        truck.IsCooling = truck.IsCooling ? above > -fleet.BandMicro : above > fleet.BandMicro;
        truck.IsFast = truck.IsCooling && above > (truck.IsFast ? FastUntil : FastAbove);
    }

    private long CoolingWatts(Truck truck)
    {
        if (!truck.IsCooling)
        {
            return 0;
        }

        long watts = truck.IsFast ? fleet.HighWatts : fleet.LowWatts;
        if (!truck.Has(IncidentKind.SlowCompressorFailure))
        {
            return watts;
        }

        long declined = (FullPower - LeastPower) * Math.Min(truck.Now - truck.IncidentStartedAt, SecondsOfDecline) / SecondsOfDecline;
        return watts * (FullPower - declined) / FullPower;
    }

    private int DoorConductance(Truck truck)
    {
        if (!truck.DoorOpen)
        {
            return 0;
        }

        return truck.Phase switch
        {
            TruckPhase.Driving => AjarWatts,
            TruckPhase.Stopped => truck.Has(IncidentKind.DoorLeftOpen) ? AjarWatts : fleet.Settings.DoorWatts,
            _ => DockWatts,
        };
    }

    private void StepHumidity(Truck truck)
    {
        int target = truck.DoorOpen ? 66_000 : truck.IsCooling ? 84_000 : 91_000;
        truck.HumidityMilli += (target - truck.HumidityMilli) * Math.Min(_seconds, HumiditySeconds) / HumiditySeconds;
    }
}
