"""What different cities' entries have in common: the key that 「じゃあ大垣市は？」 follows."""

CONCEPTS = frozenset(
    """
    plan-overview plan-period plan-vision plan-goals plan-organisation plan-progress plan-background plan-relations sdgs dx-definition digital-divide
    smartphone-class online-applications application-portal counter-no-writing counter-no-wait convenience-store-certificates mynumber-card
    mynumber-usage resident-passport cashless-payment tax-payment facility-reservation smart-lock line-account chatbot website city-app multilingual
    push-notices disaster-information river-monitoring shelter disaster-sns disaster-drone fire-service security-camera childcare-app childcare-online
    childcare-consultation nursery-ict one-device-per-pupil ai-drill school-family-contact school-office library elderly-watch care-certification
    online-medicine health-app hospital welfare-consultation smart-agriculture smart-fishery wildlife-damage business-support dx-workforce workation
    regional-currency tourism-xr tourism-data tourism-information public-wifi cruise mobility road-damage infrastructure-maintenance city-3d-model
    vacant-houses map-information open-data data-platform smart-city garbage energy ai-use generative-ai rpa telework paperless electronic-contract
    electronic-bidding electronic-approval system-standardisation government-cloud information-security staff-training cdo process-reform population
    resident-survey business-survey digital-archive sports neighbourhood matching drone network-5g council migration
    """.split()
)
