package main

// The types of the truth file. They are plain values with no vim25 type in them: what the simulator serves is derived from
// them (inventory.go, hostconfig.go) and never the other way round, so that a test can hold a client's reading of the wire
// against a record that has not been on the wire.

// fabric is the whole truth file.
type fabric struct {
	Seed     int64       `json:"seed"`
	Racks    []*rack     `json:"racks"`
	Clusters []*cluster  `json:"clusters"`
	Switches []*dvSwitch `json:"distributedSwitches"`
	Hosts    []*host     `json:"hosts"`
}

// rack says what is right for the hosts of a rack. Where a host differs, its faultsOnPurpose say so.
type rack struct {
	Number     int    `json:"number"`
	Name       string `json:"name"`
	Datacenter string `json:"datacenter"`
	Cluster    string `json:"cluster"`
	Version    string `json:"version"`
	Build      string `json:"build"`
	Subnet     string `json:"subnet"`
	Gateway    string `json:"gateway"`
	NextHopBy  string `json:"nextHopBy"` // one of the nextHopBy constants
	Stack      string `json:"stack"`
	VLAN       int    `json:"vlan"`
	MTU        int    `json:"mtu"`
	SwitchKind string `json:"switchKind"`
	Switch     string `json:"switch"`
	PortGroup  string `json:"portGroup"`

	ipv6 bool
	// listsImplied: whether netConfig[vmotion].selectedVnic names adapters of the vmotion stack. Public evidence goes both
	// ways, so some racks do and some do not.
	listsImplied bool
}

// How a rack's vMotion traffic finds its gateway.
const (
	nextHopByStack    = "stack"    // default gateway of the vmotion stack
	nextHopByOverride = "override" // the adapter's own gateway, on the default stack
	nextHopByRoutes   = "routes"   // no default gateway, but a static route that covers all racks
)

const (
	stackDefault      = "defaultTcpipStack"
	stackVMotion      = "vmotion"
	stackProvisioning = "vSphereProvisioning"

	kindStandard    = "standard"
	kindDistributed = "distributed"
)

type cluster struct {
	Name       string `json:"name"` // as on the wire: %2f stays %2f
	MoRef      string `json:"moref"`
	Datacenter string `json:"datacenter"`
}

type dvSwitch struct {
	Name       string         `json:"name"`
	MoRef      string         `json:"moref"`
	UUID       string         `json:"uuid"`
	Datacenter string         `json:"datacenter"`
	MaxMTU     int            `json:"maxMtu"`
	Pvlans     []pvlan        `json:"pvlans"`
	PortGroups []*dvPortGroup `json:"portGroups"`
	Uplinks    *dvPortGroup   `json:"uplinks"` // made and named by the simulator

	lastPort int // port keys are unique in a switch
}

type pvlan struct {
	Primary   int    `json:"primary"`
	Secondary int    `json:"secondary"`
	Type      string `json:"type"`
}

type dvPortGroup struct {
	Name string   `json:"name"` // as on the wire
	Key  string   `json:"key"`  // the moref
	VLAN vlanSpec `json:"vlanSpec"`
}

// vlanSpec is what a port group does with tags: one id, a trunk, or a private VLAN (the secondary id).
type vlanSpec struct {
	Kind  string `json:"kind"`  // id, trunk, pvlan
	ID    int    `json:"id"`    // for id and pvlan
	Start int    `json:"start"` // for trunk
	End   int    `json:"end"`
}

func vlanID(id int) vlanSpec { return vlanSpec{Kind: "id", ID: id} }

type host struct {
	Name              string       `json:"name"`
	MoRef             string       `json:"moref"`
	Rack              string       `json:"rack"`
	Cluster           *string      `json:"cluster"` // null: standalone
	Datacenter        string       `json:"datacenter"`
	HasConfig         bool         `json:"hasConfig"` // false: vCenter knows the host but has never read its configuration
	Version           *string      `json:"version"`
	Build             *string      `json:"build"`
	ConnectionState   string       `json:"connectionState"`
	InMaintenanceMode bool         `json:"inMaintenanceMode"`
	Adapters          []*adapter   `json:"adapters"`
	Netstacks         []*netstack  `json:"netstacks"`
	Switches          []hostSwitch `json:"switches"`
	Pnics             []pnic       `json:"pnics"`
	FaultsOnPurpose   []string     `json:"faultsOnPurpose"`

	rack    *rack
	number  int
	vmotion vmotionSettings
}

// vmotionSettings are what a fault can change on a host before its adapters and stacks are made from it.
type vmotionSettings struct {
	stack     string
	address   string
	mtu       int
	nextHop   string // "" is none
	nextHopBy string
	portGroup string
	vlan      int
}

type adapter struct {
	Device           string    `json:"device"`
	Key              string    `json:"key"`
	Stack            string    `json:"stack"`
	PortGroup        string    `json:"portGroup"`
	PortGroupKey     *string   `json:"portGroupKey"` // null on a standard switch
	Switch           string    `json:"switch"`
	SwitchKind       string    `json:"switchKind"`
	VLAN             *int      `json:"vlan"` // null for trunk and pvlan
	VLANSpec         vlanSpec  `json:"vlanSpec"`
	IPv4             *address  `json:"ipv4"`
	IPv6             []address `json:"ipv6"`
	DHCP             bool      `json:"dhcp"`
	MTU              int       `json:"mtu"`
	MAC              string    `json:"mac"`
	Services         []string  `json:"services"` // as selectedVnic lists them, in the order of the wire
	OverrideGateway  *string   `json:"overrideGateway"`
	OverrideGateway6 *string   `json:"overrideGateway6"`

	dvSwitch *dvSwitch
	port     int
}

type address struct {
	Address      string `json:"address"`
	PrefixLength int    `json:"prefixLength"`
	Origin       string `json:"origin,omitempty"` // IPv6 only
}

type netstack struct {
	Key                string   `json:"key"`
	Active             bool     `json:"active"` // listed in runtime.networkRuntimeInfo
	DefaultGateway     *string  `json:"defaultGateway"`
	IPv6DefaultGateway *string  `json:"ipv6DefaultGateway"`
	Routes             []route  `json:"routes"` // the whole table, IPv4 first
	DNSServers         []string `json:"dnsServers"`
	CongestionControl  string   `json:"congestionControl"`
	MaxConnections     int      `json:"maxConnections"`
}

type route struct {
	Network      string `json:"network"`
	PrefixLength int    `json:"prefixLength"`
	Gateway      string `json:"gateway"` // 0.0.0.0 or :: where the network is connected
	Device       string `json:"device"`
}

type hostSwitch struct {
	Name  string   `json:"name"`
	Kind  string   `json:"kind"`
	MTU   int      `json:"mtu"`
	Pnics []string `json:"pnics"`
}

type pnic struct {
	Device  string `json:"device"`
	MAC     string `json:"mac"`
	SpeedMb *int   `json:"speedMb"` // null: link down
	LinkUp  bool   `json:"linkUp"`
}

func ptr[T any](v T) *T { return &v }

// orNull makes the JSON null of an empty string.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// orEmpty is the reverse, for vim25 types, which leave out empty strings.
func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
