using Waybill.Events.Shop;
using Waybill.Events.Text;
using Waybill.Sim.Kernel;
using Waybill.Sim.Scenarios;

namespace Waybill.Sim.Shop;

/// <summary>A cell's registered customers and their addresses; they are written when they first come.</summary>
internal sealed class CustomerBook
{
    public const int MostAddresses = 8;

    /// <summary>As many as customers add who are who they say they are.</summary>
    public const int UsualAddresses = 3;

    private static readonly TextTable Segments = new(["value", "family", "student", "professional", "senior"]);
    private readonly ShopContext _context;
    private readonly CustomerTexts _texts;
    private readonly int[] _places;

    /// <summary>Accounts beyond the market's customers: fraudsters open them.</summary>
    private readonly Dictionary<int, int> _otherPlaces = [];
    private CustomerRow[] _rows = new CustomerRow[256];

    /// <summary>The customer as before the open transaction changed it.</summary>
    private CustomerRow _before;

    public CustomerBook(ShopContext context)
    {
        _context = context;
        _texts = context.Shop.CustomerTexts;
        _places = new int[context.World.Scenario.CustomersPerCell];
    }

    public int Count { get; private set; }

    /// <summary>A registered customer.</summary>
    public ref CustomerRow this[int customer] => ref _rows[PlaceOf(customer) - 1];

    public bool IsRegistered(int customer) => PlaceOf(customer) > 0;

    /// <summary>The n-th customer who registered.</summary>
    public ref CustomerRow At(int place) => ref _rows[place];

    public void Clear()
    {
        Array.Clear(_places);
        _otherPlaces.Clear();
        Count = 0;
    }

    /// <summary>Writes a new account and its first address; within a transaction.</summary>
    public void Register(int customer, int channel, int name, int city, ulong? street = null)
    {
        ref CustomerRow row = ref Add(customer);
        row.Channel = channel;
        row.RegisteredAt = _context.Now.Microseconds;
        row.TierSince = row.RegisteredAt;
        row.SpendMonth = MonthOf(_context.Now.Day);
        row.Consent = (_context.Streams.Customer.At((ulong)customer) & 3) != 0;
        row.Addresses = 1;
        _context.Kpis.Customers++;
        Write(_context.Log.Insert(ShopCatalogue.Customers), in row, name);
        WriteTier(in row);
        WriteAddress(_context.Log.Insert(ShopCatalogue.CustomerAddresses), ref row, 0, name, city, street, isDefault: true);
    }

    /// <summary>Writes another address of a customer and gives its slot; within a transaction.</summary>
    public int AddAddress(int customer, int name, int city, ulong? street = null)
    {
        ref CustomerRow row = ref this[customer];
        int slot = row.Addresses++;
        WriteAddress(
            _context.Log.Insert(ShopCatalogue.CustomerAddresses), ref row, slot, name, city, street, isDefault: false);
        return slot;
    }

    /// <summary>The slot of the last address that somebody insisted on, when it is this one.</summary>
    public int? SlotOf(int customer, ulong street) => this[customer] is { Street: > 0 } row && row.Street == (long)(street >> 1) ? row.StreetSlot : null;

    /// <summary>Begins a change of a customer's row.</summary>
    public ref CustomerRow Change(int customer)
    {
        _before = this[customer];
        return ref this[customer];
    }

    /// <summary>Writes a change that the shop makes.</summary>
    public void WriteChange(int customer, int name) =>
        WriteBefore(Write(_context.Log.Update(ShopCatalogue.Customers), in this[customer], name), in this[customer]);

    /// <summary>Writes that a customer came into another tier.</summary>
    public void WriteMove(int customer, int name)
    {
        WriteChange(customer, name);
        WriteTier(in this[customer]);
    }

    /// <summary>Writes a change of the points that follows from the ledger.</summary>
    public void WritePoints(int customer, int name) =>
        WriteBefore(Write(_context.Log.UpdateDerived(ShopCatalogue.Customers), in this[customer], name), in this[customer]);

    /// <summary>Months since year 0.</summary>
    public static int MonthOf(int day)
    {
        DateOnly date = DateOnly.FromDayNumber(DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + day);
        return (date.Year * 12) + date.Month - 1;
    }

    public void Save(SnapshotWriter writer)
    {
        writer.WriteNumber(Count);
        for (int i = 0; i < Count; i++)
        {
            ref CustomerRow row = ref _rows[i];
            writer.WriteNumber(row.Number);
            writer.WriteNumber(row.Channel);
            writer.WriteNumber(row.RegisteredAt);
            writer.WriteNumber(row.Tier);
            writer.WriteNumber(row.TierSince - row.RegisteredAt);
            writer.WriteNumber(row.Points);
            writer.WriteNumber(row.Addresses);
            writer.WriteNumber(row.DefaultAddress);
            writer.WriteNumber(row.Street);
            writer.WriteNumber(row.StreetSlot);
            writer.WriteNumber(row.StreetSlots);
            writer.WriteNumber(row.PhoneVersion);
            writer.WriteNumber(row.Consent ? 1 : 0);
            writer.WriteNumber(row.Orders);
            writer.WriteNumber(row.SpendMonth);
            for (int month = 0; month < 12; month++)
            {
                writer.WriteNumber(row.Spend[month]);
            }
        }
    }

    public void Load(ref SnapshotReader reader)
    {
        Clear();
        for (long count = reader.ReadNumber(int.MaxValue); count > 0; count--)
        {
            ref CustomerRow row = ref Add((int)reader.ReadNumber(Scenario.MostCustomers - 1));
            row.Channel = (int)reader.ReadNumber(_context.World.Scenario.Channels.Count - 1);
            row.RegisteredAt = reader.ReadNumber();
            row.Tier = (int)reader.ReadNumber(_context.Shop.Settings.Tiers.Count - 1);
            row.TierSince = row.RegisteredAt + reader.ReadNumber();
            row.Points = reader.ReadNumber();
            row.Addresses = (int)reader.ReadNumber(MostAddresses);
            row.DefaultAddress = (int)reader.ReadNumber(MostAddresses);
            row.Street = reader.ReadNumber();
            row.StreetSlot = (int)reader.ReadNumber(MostAddresses);
            row.StreetSlots = (int)reader.ReadNumber((1 << MostAddresses) - 1);
            row.PhoneVersion = (int)reader.ReadNumber(int.MaxValue);
            row.Consent = reader.ReadNumber(1) == 1;
            row.Orders = (int)reader.ReadNumber(int.MaxValue);
            row.SpendMonth = (int)reader.ReadNumber(int.MaxValue);
            for (int month = 0; month < 12; month++)
            {
                row.Spend[month] = reader.ReadNumber();
            }
        }
    }

    private int PlaceOf(int customer) => customer < _places.Length ? _places[customer] : _otherPlaces.GetValueOrDefault(customer);

    private ref CustomerRow Add(int customer)
    {
        if (Count == _rows.Length)
        {
            Array.Resize(ref _rows, _rows.Length * 2);
        }

        _rows[Count] = new CustomerRow { Number = customer };
        if (customer < _places.Length)
        {
            _places[customer] = ++Count;
        }
        else
        {
            _otherPlaces.Add(customer, ++Count);
        }

        return ref _rows[Count - 1];
    }

    private void WriteTier(in CustomerRow row) => _context.Log.InsertDerived(ShopCatalogue.CustomerTierHistory)
        .Number(_context.CustomerId(row.Number)).Number(row.TierSince).Number(row.Tier + 1);

    private ShopLog Write(ShopLog log, in CustomerRow row, int name)
    {
        ulong bits = _context.Streams.Customer.At((ulong)row.Number);
        return log
            .Number(_context.CustomerId(row.Number))
            .Text(_context.World.Vocabulary.Customers.Raw(name))
            .Text(_texts.Email(_context.Texts, name, _context.CustomerId(row.Number)))
            .Text(Phone(row.Number, row.PhoneVersion))
            .Text(Segments.Raw((int)(bits >> 8 & 0xFF) % Segments.Count))
            .Number(row.Channel + 1).Number(row.Tier + 1).Number(row.TierSince).Number(row.Points)
            .Flag(row.Consent).Flag(true).Number(row.RegisteredAt);
    }

    private void WriteBefore(ShopLog log, in CustomerRow row)
    {
        if (row.PhoneVersion != _before.PhoneVersion)
        {
            log.WasText(3, Phone(row.Number, _before.PhoneVersion));
        }

        if (row.Tier != _before.Tier)
        {
            log.WasNumber(6, _before.Tier + 1);
        }

        if (row.TierSince != _before.TierSince)
        {
            log.WasNumber(7, _before.TierSince);
        }

        if (row.Points != _before.Points)
        {
            log.WasNumber(8, _before.Points);
        }

        if (row.Consent != _before.Consent)
        {
            log.WasNumber(9, _before.Consent ? 1 : 0);
        }
    }

    private ReadOnlySpan<byte> Phone(int customer, int version)
    {
        ulong bits = _context.Streams.Customer.At((ulong)(uint)customer | ((ulong)(uint)(version + 1) << 32));
        return _context.Texts.Begin().Add("+84 9"u8).AddPadded((int)(bits % 10), 1).Add(" "u8)
            .AddPadded((int)(bits / 10 % 1_000), 3).Add(" "u8).AddPadded((int)(bits / 10_000 % 10_000), 4).End();
    }

    private void WriteAddress(ShopLog log, ref CustomerRow row, int slot, int name, int city, ulong? street, bool isDefault)
    {
        ulong bits = street ?? _context.Streams.Address.At(((ulong)row.Number << 4) | (uint)slot);
        if (street is not null)
        {
            (row.Street, row.StreetSlot) = ((long)(bits >> 1), slot);
            row.StreetSlots |= 1 << slot;
        }

        log.Number(_context.AddressId(row.Number, slot)).Number(_context.CustomerId(row.Number))
            .Text(slot switch { 0 => "home"u8, 1 => "office"u8, _ => "family"u8 })
            .Text(_context.World.Vocabulary.Customers.Raw(name))
            .Text(CustomerTexts.Street(_context.Texts, bits));
        if ((bits >> 40 & 3) == 0)
        {
            log.Text(_context.Texts.Begin().Add("Flat "u8).Add((long)(bits >> 42 & 15) + 1).Add("-"u8).Add((long)(bits >> 46 & 31) + 1).End());
        }
        else
        {
            log.Null();
        }

        log.Text(_context.World.Vocabulary.Cities.Raw(city))
            .Text(_context.World.Vocabulary.Regions.Raw(_context.World.Geography[city, city].Region))
            .Text(_context.Texts.Begin().AddPadded((city * 3_000) + 10_000 + (int)(bits >> 51 & 1023), 5).End())
            .Text("VN"u8).Flag(isDefault).Time(_context.Now);
    }
}
