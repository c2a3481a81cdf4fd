// Made by `make types` of the served /v1/openapi.json; not written by hand.
export interface paths {
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who this token says I am
         * @description What a device asks once it has a token, and now and then after that: who it is, where it may
         *     act, what time it is, and to which key it seals personal data that waits for the network.
         */
        get: operations["tell"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My staff card
         * @description At a handover both sign on one device: whose it is, and the other with this card, on a screen
         *     or on paper.
         */
        get: operations["card"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The campaign
         * @description Rounds, sites with their lanes, labs, kits and the limits that devices show.
         */
        get: operations["campaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record what was done: one command or a batch
         * @description A JSON object, a JSON array, or NDJSON with one object a line; at most 16 MiB and 20,000
         *     commands. Every command gets its own verdict, in order; a refused one stops no other. The same
         *     `scan_id` again is answered alike and changes nothing, so a batch may be sent again whole.
         *     NDJSON with a broken line: everything before it is recorded, one `invalid` verdict says where
         *     reading stopped, and nothing after it is taken.
         */
        post: operations["take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tubes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tube as it stands
         * @description Its stage and the clock that runs for it. Call and members only for who sees readings: lab,
         *     reviewer, commander, auditor, admin. A token of one site is shown nothing of another.
         */
        get: operations["tube"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lanes/{lane}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What other devices of a lane do, as server-sent events
         * @description Each `data:` names a tube that a device changed: somebody joined or left it, or it was sealed or
         *     voided; `/v1/tubes/{code}` tells how it stands. Between them comments, at least one every
         *     five seconds. The stream ends when the service stops, when the token no longer holds, and for a
         *     device that has missed notes.
         */
        get: operations["events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/boxes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A box as it stands
         * @description Its stage, the clock that runs for it, its manifest with what is not received yet, who signed
         *     for it with which counts, and what is wrong with each of its tubes and with those that do not
         *     stand on the manifest: by name, with who noted it and when. See `note_flaw`, `reject_tube`.
         */
        get: operations["case"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/packing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What stands at a site
         * @description Its tubes that have not left it, with the time by which they must be at a lab, and its boxes
         *     with tubes in them. Before a box is sealed the labels in it are compared with this list (R102).
         */
        get: operations["packing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pickups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a courier does next
         * @description Boxes that wait at sites and boxes in hand, with lab and deadline; the first that must leave
         *     stands first. A courier sees the boxes in their own hands, who works at one site its own. For
         *     one site it says when the next pick-up is due and which box must leave first.
         */
        get: operations["pickups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A box as it stands. */
        BoxView: {
            /** @description Its label. */
            box: string;
            /**
             * Format: int32
             * @description Tubes on its manifest.
             */
            count: number;
            /** @description What is wrong with the box as a whole: its counts, its lab, tubes without a label. */
            differences: components["schemas"]["NotedView"][];
            due?: components["schemas"]["DueView"] | null;
            /**
             * Format: int32
             * @description Who has it, on the way.
             */
            holder?: number | null;
            /**
             * Format: int32
             * @description The lab that has it.
             */
            lab?: number | null;
            /** @description Of these, tubes not accepted by a lab yet: what an intake desk still looks for. */
            not_received: number;
            /**
             * Format: int64
             * @description Oldest first swab inside, once sealed.
             */
            oldest_swab_at_ms?: number | null;
            /**
             * Format: int32
             * @description The lab it was sent to.
             */
            routed?: number | null;
            /**
             * Format: int64
             * @description When it was sealed.
             */
            sealed_at_ms?: number | null;
            /** @description Who gave and who took it each time, with counts; the last are those of courier and receiver. */
            signatures: components["schemas"]["SignatureView"][];
            /**
             * Format: int32
             * @description Where it was packed.
             */
            site: number;
            /** @description Where it is in its life. */
            stage: string;
            /** @description Tubes that were found in it and do not stand on its manifest. */
            surplus: components["schemas"]["PackedView"][];
            /** @description Its manifest. */
            tubes: components["schemas"]["PackedView"][];
        };
        /** @description The call of one tube on a plate. */
        Called: {
            /**
             * @description Its call. `negative` 阴性 (negative), `positive` 阳性 (positive), `grey` 灰区 (grey zone), `invalid` 无效 (invalid)
             * @example negative
             * @enum {string}
             */
            call: "negative" | "positive" | "grey" | "invalid";
            /** @description The tube. */
            tube: string;
        };
        /** @description The campaign of a region. */
        CampaignView: {
            kits: components["schemas"]["KitView"][];
            labs: components["schemas"]["LabView"][];
            limits: components["schemas"]["LimitsView"];
            name: string;
            protocol: string;
            /** Format: int32 */
            region: number;
            rounds: components["schemas"]["RoundView"][];
            sites: components["schemas"]["SiteView"][];
        };
        /** @description Limits by class of person. */
        ClassView: {
            /** Format: int32 */
            capacity: number;
            capacity_by_area: {
                [key: string]: number;
            };
            class: string;
            en: string;
            /** Format: int64 */
            lab_limit_minutes: number;
            phone_mandatory: boolean;
            /** Format: int32 */
            specimens: number;
            /** Format: int64 */
            total_limit_minutes: number;
            zh: string;
        };
        /** @description How a label's code looks, so that a device tells a tube from a box without the network. */
        CodeRuleView: {
            /** @description `none`, or `mod97`: the last two digits by ISO 7064 MOD 97-10. */
            check: string;
            digits_only: boolean;
            length_max: number;
            length_min: number;
            prefix: string;
        };
        /** @description What exactly cannot be read, in both languages, and never what stood there. */
        Detail: {
            /**
             * @description What to do, in English.
             * @example correct the field and send the command again
             */
            do_en: string;
            /**
             * @description What to do, in Chinese.
             * @example 更正该字段后重新发送
             */
            do_zh: string;
            /**
             * @description What it should be, in English.
             * @example field count must be a whole number, 0 to 255
             */
            en: string;
            /**
             * @description The field at fault, where it is one.
             * @example count
             */
            field?: string | null;
            /**
             * @description What it should be, in Chinese.
             * @example 字段 count：应为 0 至 255 的整数
             */
            zh: string;
        };
        /** @description A difference that was recorded. */
        Differed: {
            /** @description The box it is about. */
            box?: string | null;
            /**
             * Format: int64
             * @description What was counted.
             */
            counted: number;
            /**
             * @description Which. `handover_count` 交接数量不符 (count differs at handover), `receipt_count` 签收数量不符 (count differs at receipt), `missing` 缺少采样管 (tube missing from its box), `surplus` 多出采样管 (tube not on the manifest), `too_old` 超过室温时限 (older than the room-temperature limit), `other_lab` 非原检测机构 (recollection at another lab), `unrouted` 非指定检测机构 (box at a lab it was not routed to), `gloves` 手套使用超次 (glove pair disinfected too often), `late_recollection` 复采超时 (recollection finished late), `reading` 读数与判读不符 (a reading differs from the call), `leaking` 渗漏 (leaking), `unlabelled` 无标签 (label missing), `insufficient` 量不足 (quantity not sufficient), `fewer_swabs` 拭子数少于人数 (fewer swabs than members)
             * @example receipt_count
             * @enum {string}
             */
            difference: "handover_count" | "receipt_count" | "missing" | "surplus" | "too_old" | "other_lab" | "unrouted" | "gloves" | "late_recollection" | "reading" | "leaking" | "unlabelled" | "insufficient" | "fewer_swabs";
            /** @description In English. */
            en: string;
            /**
             * Format: int64
             * @description What was expected.
             */
            expected: number;
            /** @description The tube it is about. */
            tube?: string | null;
            /** @description In Chinese. */
            zh: string;
        };
        /** @description A clock that runs, and when it ends. */
        DueView: {
            /** @description Which limit: room, collection, outcome, recollection. */
            clock: string;
            /**
             * Format: int64
             * @description When it ends.
             */
            due_at_ms: number;
        };
        /** @description The place of a fault. */
        FaultPlace: {
            /**
             * @description Which of the texts: `town`, `protocol`, `plan`, or a name among `files`.
             * @example town
             */
            file: string;
            /**
             * @description The key, or what stands at the start of the line.
             * @example townships.360781100.population
             */
            key?: string | null;
            /**
             * @description Line, from 1, where it is known.
             * @example 12
             */
            line?: number | null;
        };
        /** @description A reagent kit: what a plate's readings must look like. */
        KitView: {
            name: string;
            targets: string[];
            /** Format: int32 */
            targets_for_positive: number;
        };
        /** @description A laboratory. */
        LabView: {
            /** Format: int32 */
            id: number;
            name_en: string;
            name_zh: string;
            open: boolean;
            own: boolean;
            /** Format: int64 */
            process_minutes: number;
            /** Format: int32 */
            tubes_per_hour: number;
        };
        /** @description A tube of the lane that a device changed. */
        LaneNote: {
            /**
             * Format: int32
             * @description Number of the device that did it.
             * @example 12
             */
            device: number;
            /**
             * @description The tube.
             * @example 360781000139
             */
            tube: string;
        };
        /** @description A desk. */
        LaneView: {
            /** Format: int32 */
            id: number;
            /** Format: int32 */
            number: number;
        };
        /** @description Limits that devices and screens show. */
        LimitsView: {
            batch_capacity: number[];
            box_codes: components["schemas"]["CodeRuleView"][];
            capacities: number[];
            classes: components["schemas"]["ClassView"][];
            /** Format: int64 */
            clock_ahead_max_minutes: number;
            /** Format: int64 */
            clock_behind_max_minutes: number;
            /** Format: int64 */
            collection_interval_minutes: number;
            /** Format: int32 */
            controls_negative_min: number;
            /** Format: int32 */
            controls_positive_min: number;
            /** Format: int32 */
            glove_disinfections_max: number;
            publish_on_review: boolean;
            /** Format: int64 */
            recollection_limit_minutes: number;
            /** Format: int32 */
            retests_max: number;
            /** Format: int64 */
            room_limit_minutes: number;
            tube_codes: components["schemas"]["CodeRuleView"][];
            /** Format: int32 */
            tubes_per_box_max: number;
        };
        /** @description Who asks, where they may act, and what personal data is sealed to. */
        MeView: {
            /**
             * Format: int32
             * @description Number of the device.
             * @example 12
             */
            device: number;
            /**
             * Format: int32
             * @description The only lab it holds for.
             */
            lab?: number | null;
            /**
             * Format: int32
             * @description The only lane it holds for.
             */
            lane?: number | null;
            /**
             * Format: int64
             * @description Now, by the service's clock: milliseconds since 1970. A device tells by it how wrong its
             *     own is.
             * @example 1648771200000
             */
            now_ms: number;
            /** @description The party that is told. */
            party?: string | null;
            /**
             * Format: int32
             * @description County or district.
             * @example 360781
             */
            region: number;
            /**
             * @description What they are there to do; the page to show follows from it.
             * @example clerk
             */
            role: string;
            /**
             * @description Public key to which a device seals what waits on it: a point of P-256, uncompressed, as
             *     base64. HPKE (RFC 9180) in base mode with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and
             *     AES-128-GCM; `info` is `tenfold command 1`, `aad` four bytes of region and the sixteen of
             *     `scan_id`. A command's `sealed` is the sender's point, ciphertext and tag as base64.
             * @example BP6MGc4JBRkevCmKkkV5JTHybwzs4kYGOei8OctvcGqCaneb…
             */
            seal_key: string;
            /**
             * Format: int32
             * @description The only site it holds for.
             */
            site?: number | null;
            /**
             * Format: int32
             * @description Number of the person.
             * @example 12
             */
            staff: number;
        };
        /** @description A member of a tube, known by look-up key only. */
        MemberView: {
            /** @description What kind of person. */
            class: string;
            /** @description Look-up key, 32 hexadecimal digits. */
            person: string;
            /**
             * Format: int32
             * @description Place in the tube, from 1.
             */
            position: number;
            /** @description The swab is in the tube. */
            swabbed: boolean;
        };
        /** @description When a courier comes to a site next. */
        NextPickup: {
            /** @description That box would be too late by the next round: ask for a courier now. */
            before_its_round: boolean;
            /**
             * Format: int64
             * @description The next round is due (R78), or sooner where a box must leave sooner; absent where nothing
             *     was fetched and nothing waits.
             */
            due_at_ms?: number | null;
            /** @description The waiting box that must leave first; absent, none waits. */
            first_box?: string | null;
            /**
             * Format: int64
             * @description A courier took a box there last; absent, none has.
             */
            last_at_ms?: number | null;
            /**
             * Format: int64
             * @description Minutes until then; below zero, overdue by so many.
             */
            minutes_left?: number | null;
        };
        /** @description Something that was seen to be wrong, and by whom. */
        NotedView: {
            /**
             * Format: int64
             * @description When, by the device's clock.
             */
            at_ms: number;
            /**
             * Format: int64
             * @description What was counted.
             */
            counted: number;
            /**
             * @description What is wrong: missing, surplus, leaking, unlabelled, too_old, insufficient, fewer_swabs,
             *     other_lab; of a whole box handover_count, receipt_count, unrouted.
             * @example leaking
             */
            difference: string;
            /**
             * Format: int64
             * @description Its number; `resolve` names it by this.
             */
            discrepancy: number;
            /** @description In English. */
            en: string;
            /**
             * Format: int64
             * @description What was expected: tubes or swabs, minutes of a tube's age, the number of a lab.
             */
            expected: number;
            /** @description What a supervisor decided, a word; none while it is open. */
            resolution?: string | null;
            /**
             * Format: int32
             * @description Who noted it, or whose scan showed it.
             */
            staff: number;
            /** @description In Chinese. */
            zh: string;
        };
        /** @description A tube on a manifest. */
        PackedView: {
            /**
             * @description The lab's number for it, as it stands on the tube.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /** @description What is wrong with it, by name, with who noted it and when. */
            differences: components["schemas"]["NotedView"][];
            /**
             * Format: int64
             * @description When the first swab went in.
             */
            first_swab_at_ms?: number | null;
            /** @description How many people are in it. */
            people: number;
            /**
             * Format: int64
             * @description When a lab took it in.
             */
            received_at_ms?: number | null;
            rejected?: components["schemas"]["RejectedView"] | null;
            /** @description Where it is now; none when the store knows no such tube. */
            stage?: string | null;
            /** @description Its label. */
            tube: string;
        };
        /** @description What stands at a site. */
        PackingList: {
            /**
             * Format: int64
             * @description The moment of asking.
             */
            at_ms: number;
            /** @description Boxes with tubes in them, the first that must leave first. */
            boxes: components["schemas"]["SiteBox"][];
            /** @description Every tube is in `tubes`. */
            complete: boolean;
            /**
             * Format: int32
             * @description The site.
             */
            site: number;
            /** @description Those that were swabbed first stand first. */
            tubes: components["schemas"]["SiteTube"][];
        };
        /** @description What is to be fetched and carried. */
        PickupList: {
            /**
             * Format: int64
             * @description The moment of asking.
             */
            at_ms: number;
            /** @description The first that must leave stands first. */
            boxes: components["schemas"]["PickupView"][];
            /** @description Every box is in `boxes`. */
            complete: boolean;
            next?: components["schemas"]["NextPickup"] | null;
        };
        /** @description A box on its way to a lab. */
        PickupView: {
            /** @description The box. */
            box: string;
            /**
             * Format: int64
             * @description It must be at a lab by then (R99).
             */
            due_at_ms: number;
            /**
             * Format: int32
             * @description Who has it; absent, it waits at the site.
             */
            holder?: number | null;
            /** @description It is expected in time, by both windows. */
            in_time: boolean;
            /**
             * Format: int32
             * @description The lab it goes to; absent, none takes it: keep it cold and ask headquarters.
             */
            lab?: number | null;
            /**
             * Format: int64
             * @description The latest moment to set off: what is due less the drive. Absent where no drive is known.
             */
            leave_by_ms?: number | null;
            /**
             * Format: int64
             * @description Minutes until then; below zero, late by so many.
             */
            minutes_left: number;
            /**
             * Format: int32
             * @description Where it was sealed.
             */
            site: number;
            /** @description The site's name in English. */
            site_en: string;
            /** @description The site's name in Chinese. */
            site_zh: string;
            /**
             * Format: int32
             * @description Tubes in it.
             */
            tubes: number;
        };
        /**
         * @description The body of a problem (RFC 9457). `detail` is in the language that `Accept-Language` prefers,
         *     English where it says nothing; both languages always stand beside it.
         */
        Problem: {
            /**
             * @description What happened: `zh` or `en`, as the header `Accept-Language` asks for.
             * @example a valid token is needed
             */
            detail: string;
            /**
             * @description What to do next, in English.
             * @example send Authorization: Bearer tf_...
             */
            do_en: string;
            /**
             * @description What to do next, in Chinese.
             * @example 请携带有效令牌
             */
            do_zh: string;
            /**
             * @description What happened, in English.
             * @example a valid token is needed
             */
            en: string;
            fault?: components["schemas"]["FaultPlace"] | null;
            /**
             * Format: int32
             * @description Number of the refusal, where a rule said no.
             */
            number?: number | null;
            /**
             * Format: int32
             * @description The HTTP status again.
             * @example 401
             */
            status: number;
            /**
             * @description The kind in a few words.
             * @example Unauthorized
             */
            title: string;
            /**
             * @description Names the kind of problem; stable.
             * @example urn:tenfold:problem:unauthorised
             */
            type: string;
            /**
             * @description What happened, in Chinese.
             * @example 需要有效的令牌
             */
            zh: string;
        };
        /** @description A refusal in both languages. */
        Reason: {
            /** @description The tube, box or plate that stands in the way. */
            about?: string | null;
            /** @description What to do, in English. */
            do_en: string;
            /** @description What to do, in Chinese. */
            do_zh: string;
            /** @description What happened, in English. */
            en: string;
            /**
             * @description Its name.
             * @example TubeFull
             */
            name: string;
            /**
             * Format: int32
             * @description Its number, never given to another.
             * @example 55
             */
            number: number;
            /** @description What happened, in Chinese. */
            zh: string;
        };
        /** @description A specimen was turned away, and by whom. */
        RejectedView: {
            /**
             * Format: int64
             * @description When, by the device's clock.
             */
            at_ms: number;
            /** @description In English. */
            en: string;
            /**
             * @description Why, a word.
             * @example leaking
             */
            reason: string;
            /**
             * Format: int32
             * @description Who turned it away.
             */
            staff: number;
            /** @description In Chinese. */
            zh: string;
        };
        /** @description One pass over the area. */
        RoundView: {
            /** Format: int64 */
            deadline_at_ms: number;
            /** Format: int32 */
            id: number;
            open: boolean;
            /** Format: int64 */
            starts_at_ms: number;
        };
        /** @description Two people signed for a box: one gave it, one took it. */
        SignatureView: {
            /**
             * Format: int64
             * @description When, by the device's clock.
             */
            at_ms: number;
            /**
             * Format: int32
             * @description Who gave it; at a receipt the courier.
             */
            giver: number;
            /**
             * Format: int32
             * @description Tubes that the giver counted; a courier those on taking the box.
             */
            giver_count?: number | null;
            /**
             * Format: int64
             * @description When the server took it.
             */
            recorded_at_ms: number;
            /**
             * Format: int32
             * @description Who took it; at a receipt the receiver.
             */
            taker: number;
            /**
             * Format: int32
             * @description Tubes that the taker counted.
             */
            taker_count: number;
            /**
             * @description `handover`, or `receipt` where the taker is the lab's.
             * @example receipt
             */
            what: string;
        };
        /** @description A box that is still at its site. */
        SiteBox: components["schemas"]["PickupView"] & {
            /**
             * Format: int64
             * @description When it was sealed.
             */
            sealed_at_ms?: number | null;
            /** @description `open` or `sealed`. */
            stage: string;
        };
        /** @description A tube that is still at its site. */
        SiteTube: {
            /** @description The box it lies in. */
            box?: string | null;
            /**
             * Format: int64
             * @description It must be at a lab by then (R99).
             */
            due_at_ms?: number | null;
            /**
             * Format: int64
             * @description When the first swab went in; absent where none was marked.
             */
            first_swab_at_ms?: number | null;
            /**
             * Format: int32
             * @description The desk that filled it.
             */
            lane: number;
            /** @description How many people are in it. */
            people: number;
            /** @description `open`, `sealed` or `packed`. */
            stage: string;
            /** @description Its label. */
            tube: string;
        };
        /** @description A place with its desks. */
        SiteView: {
            area: string;
            /** Format: int32 */
            id: number;
            /** Format: int32 */
            lab: number;
            lanes: components["schemas"]["LaneView"][];
            name_en: string;
            name_zh: string;
            open: boolean;
            /** Format: int32 */
            township: number;
        };
        /** @description A card by which somebody signs on a device of the other party. */
        StaffCardView: {
            /**
             * @description What the QR says: a number, and no secret; nobody signs in with it.
             * @example tenfold:staff:360781:12
             */
            code: string;
            /**
             * @description The card as SVG, 54 x 66 mm.
             * @example <svg xmlns="http://www.w3.org/2000/svg"></svg>
             */
            qr: string;
            /**
             * Format: int32
             * @description Number of the person.
             * @example 12
             */
            staff: number;
        };
        /** @description A tube as it stands. */
        TubeView: {
            /**
             * @description The lab's number for it, as it stands on the tube: lab, day, count of that day.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /** @description The box it travels or travelled in. */
            box?: string | null;
            /** @description What its reading says. */
            call?: string | null;
            /**
             * Format: int32
             * @description Persons it may hold.
             */
            capacity: number;
            due?: components["schemas"]["DueView"] | null;
            /**
             * Format: int64
             * @description When the first swab went in.
             */
            first_swab_at_ms?: number | null;
            /**
             * Format: int32
             * @description The lab that has it.
             */
            lab?: number | null;
            /**
             * Format: int32
             * @description The desk that filled it.
             */
            lane: number;
            /** @description Who is in it. */
            members: components["schemas"]["MemberView"][];
            /**
             * Format: int64
             * @description When it was opened.
             */
            opened_at_ms: number;
            /** @description How many are in it. */
            people: number;
            /** @description The plate it is on. */
            plate?: string | null;
            /** @description Why it was given up or turned away, a word. */
            reason?: string | null;
            /**
             * Format: int64
             * @description When it was received.
             */
            received_at_ms?: number | null;
            /** @description The label that took this one's place. */
            relabelled_to?: string | null;
            /**
             * Format: int32
             * @description The pass it belongs to.
             */
            round: number;
            /**
             * Format: int32
             * @description That desk's site.
             */
            site?: number | null;
            /** @description Where it is in its life. */
            stage: string;
            /** @description Where the specimen was put away. */
            store?: string | null;
            /** @description Its label. */
            tube: string;
            /** @description And where on it. */
            well?: string | null;
        };
        /** @description What became of a command. Which of the optional fields are there depends on the act. */
        Verdict: {
            /**
             * @description The lab's number for the one tube received, to be written on it: lab, day, count of the day.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /**
             * Format: int64
             * @description When the box should be there.
             */
            arrive_at_ms?: number | null;
            /**
             * @description The call of the one tube called. `negative` 阴性 (negative), `positive` 阳性 (positive), `grey` 灰区 (grey zone), `invalid` 无效 (invalid)
             * @enum {string|null}
             */
            call?: "negative" | "positive" | "grey" | "invalid" | null;
            /** @description The calls of a plate. */
            calls?: components["schemas"]["Called"][];
            detail?: components["schemas"]["Detail"] | null;
            /** @description Differences that were seen and recorded, and refused nothing. */
            differences?: components["schemas"]["Differed"][];
            /**
             * @description Masked number of their document.
             * @example 360781********0011
             */
            document?: string | null;
            /** @description Both time limits can be met. */
            feasible?: boolean | null;
            /** @description No lab is reached in time: keep the box cold (R101). */
            keep_cold?: boolean | null;
            /**
             * Format: int32
             * @description The lab a box goes to.
             */
            lab?: number | null;
            /** @description The line of a batch at which reading stopped. */
            line?: number | null;
            /**
             * @description Masked name of who entered their data beforehand: the clerk compares it with the document.
             * @example 张*三
             */
            name?: string | null;
            /**
             * Format: int64
             * @description When its last outcome should be known.
             */
            outcome_at_ms?: number | null;
            /**
             * Format: int32
             * @description Who took a number whose check digit is wrong: register.
             */
            overridden_by?: number | null;
            /**
             * Format: int32
             * @description Place in the tube, from 1: register.
             */
            position?: number | null;
            /** @description The receipt code, 12 characters: register. */
            receipt?: string | null;
            /** @description How many tubes were received, where it was not one. */
            received?: number | null;
            /** @description People who must be swabbed again because of this. */
            recollections?: number | null;
            refusal?: components["schemas"]["Reason"] | null;
            /** @description Boxes that go to another lab because of this: close_lab, open_lab. */
            rerouted?: number | null;
            /** @description How many calls were confirmed: review, review_plate. */
            reviewed?: number | null;
            /** @description Why it goes there and not to the lab fixed beforehand, or why to none. */
            route_reason?: string | null;
            /**
             * @description The command's identity; `null` when it had none that could be read.
             * @example 01890a5d-ac96-774b-bcce-b302099a8057
             */
            scan_id?: string | null;
            /**
             * Format: int64
             * @description Number of its first fact in the region's ledger.
             */
            seq?: number | null;
            /** @description The tube was sealed with fewer members than it takes. */
            short?: boolean | null;
            /**
             * Format: int64
             * @description When its first test should begin.
             */
            start_at_ms?: number | null;
            /** @description The tube: register. */
            tube?: string | null;
            /** @description Boxes that no lab takes any more because of this. */
            unrouted?: number | null;
            /** @description The run holds: read_plate. */
            valid?: boolean | null;
            /**
             * @description `recorded`, `already_recorded`, `refused`, `kept` or `invalid`.
             * @example recorded
             */
            verdict: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    tell: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the bearer of the token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
        };
    };
    card: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the card */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffCardView"];
                };
            };
        };
    };
    campaign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the campaign of the token's region */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignView"];
                };
            };
        };
    };
    take: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a verdict for each command, in order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "position": 1,
                     *       "receipt": "7HKG4RA0V2M9",
                     *       "scan_id": "01890a5d-ac96-774b-bcce-b302099a8057",
                     *       "seq": 1,
                     *       "tube": "360781000139",
                     *       "verdict": "recorded"
                     *     }
                     */
                    "application/json": components["schemas"]["Verdict"] | components["schemas"]["Verdict"][];
                };
            };
            /** @description too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description neither JSON nor NDJSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description not readable as JSON */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description too many commands wait; see Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description the disk is full; nothing was kept */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tube: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the tube's label */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the tube */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TubeView"];
                };
            };
            /** @description no such tube */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description the desk
                 * @example 1
                 */
                lane: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a tube in each message */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["LaneNote"];
                };
            };
            /** @description no such lane, or another site's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description busy; see Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the box's label */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the box */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoxView"];
                };
            };
            /** @description no such box */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    packing: {
        parameters: {
            query?: {
                /** @description The site; who works at one site sees its own. */
                site?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackingList"];
                };
            };
            /** @description no such site */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pickups: {
        parameters: {
            query?: {
                /** @description Only those sealed at this site. */
                site?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by the latest moment to set off */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupList"];
                };
            };
        };
    };
}
